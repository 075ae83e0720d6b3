import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { done, ok, perform } from '../../http/perform.ts'
import { closed, IdParams, ref } from '../../http/schemas.ts'
import {
  type EditorialImageSummary,
  EditorialImageSummaryPage,
  ImageBody,
  ImageChange,
  imageFilters,
  imageSchemas,
} from './schema.ts'
import { deleteImage, getImage, listImages, updateImage } from './store.ts'

const tags = ['editorial media']
const WHO_CHANGES = 'While readers see the image this needs `content:publish`.'

const routes: Feature['routes'] = async (app, { db, files, secrets, settings: { publicUrl } }) => {
  app.get(
    '',
    {
      config: { access: 'content:read' },
      schema: {
        tags,
        operationId: 'listImages',
        summary: 'List the images',
        description: 'Newest first.',
        querystring: closed(imageFilters),
        response: { 200: ref(EditorialImageSummaryPage, 'One page of images') },
      },
    },
    async (request, reply) => {
      const rows = await listImages(db, publicUrl, request.query, windowOf(secrets, request))
      const asIs = (image: EditorialImageSummary) => image
      return pageFrom({ secrets, request, reply }, rows, ({ id }) => ['', id], asIs)
    },
  )

  app.get(
    '/:id',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'getImage',
        summary: 'Read one image on the desk',
        description: 'With its ETag, and where it is used.',
        params: IdParams,
        response: { 200: ImageBody },
      },
    },
    async (request, reply) => {
      const image = await getImage(db, publicUrl, request.params.id)
      return reply.headers(ok(image).headers).send(image)
    },
  )

  app.patch(
    '/:id',
    {
      config: { access: 'content:write', ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'updateImage',
        summary: 'Change what is said of one image',
        description: `The file itself never changes. The name is part of its address: 409 once a save uses the image. 409 for taking the alternative text from an image that is published or scheduled. ${WHO_CHANGES}`,
        params: IdParams,
        body: ref(ImageChange),
        response: { 200: ImageBody },
      },
    },
    (request, reply) => {
      const change = { id: request.params.id, expected: expectedVersions(request), patch: request.body }
      return perform(db, request, reply, async (act) => ok(await updateImage(act, publicUrl, change)))
    },
  )

  app.delete(
    '/:id',
    {
      config: { access: 'content:write', ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'deleteImage',
        summary: 'Remove one image that no save uses',
        description: `409 while any save of an article uses it. Its files go with it. ${WHO_CHANGES}`,
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const change = { id, expected: expectedVersions(request) }
      await perform(db, request, reply, async (act) => {
        await deleteImage(act, change)
        return done()
      })
      // Nobody can reach them any more; what cannot be removed now, the job removes.
      await files.removeFolder(id).catch((err) => request.log.warn({ err }, 'files were left'))
    },
  )
}

export const editorialMedia: Feature = { prefix: '/v1/editorial/media', schemas: imageSchemas, routes }
