import { Type } from 'typebox'
import { demand } from '../../http/access.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { useUploads } from '../../http/uploads.ts'
import { queueUpload } from './queue.ts'
import {
  EXPORT_TYPES,
  FILE_BYTES_MAX,
  ImportBody,
  ImportPage,
  ImportQuery,
  ImportsQuery,
  ImportUpload,
  schemas,
} from './schema.ts'
import { getImport, listImports, toImport } from './store.ts'

const tags = ['imports']
/** Packing the largest file takes its time. */
const HANDLER_MS = 60_000
const BYTES = { schema: Type.Unsafe({}) }

const routes: Feature['routes'] = async (app, deps) => {
  const { db, secrets } = deps
  const readUpload = await useUploads(app, { types: EXPORT_TYPES, bytesMax: FILE_BYTES_MAX })

  app.post(
    '',
    {
      config: { access: 'content:write', idempotent: true },
      handlerTimeout: HANDLER_MS,
      preValidation: async (request) => {
        // What it says was approved elsewhere will be public here.
        demand(request.actor, 'comments:moderate', 'To import comments')
        request.upload = await readUpload(request)
        request.body = request.upload.body
      },
      schema: {
        tags,
        operationId: 'createImport',
        summary: 'Import comments from elsewhere',
        description:
          'As a form with the part `file`, or as the body itself: XML in UTF-8, gzipped or not, of at most 100 MiB. It is worked on afterwards; ask for the import to see how far it has come and what was found. What was approved there is public here without another look, which is why this needs `comments:moderate` as well. Comments go to the article that has the slug of their page, or had it. Each one is imported once, however often its file is sent. Nobody is told of single comments: no mail, no queue of a service, no `comment.…` event. 409 while ten imports wait.',
        querystring: ImportQuery,
        body: {
          content: {
            'multipart/form-data': { schema: ref(ImportUpload) },
            ...Object.fromEntries(EXPORT_TYPES.map((type) => [type, BYTES])),
          },
        },
        response: { 202: ImportBody },
      },
    },
    async (request, reply) => {
      const { upload } = request
      if (!upload) throw new Error('The upload was not read.')
      return queueUpload(deps, { request, reply, kind: request.query.kind, bytes: upload.bytes })
    },
  )

  app.get(
    '',
    {
      config: { access: 'content:read' },
      schema: {
        tags,
        operationId: 'listImports',
        summary: 'List imports',
        description: 'Newest first, with what was found in each.',
        querystring: ImportsQuery,
        response: { 200: ref(ImportPage, 'One page of imports') },
      },
    },
    async (request, reply) => {
      const rows = await listImports(db, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, ({ id }) => ['', id] as const, toImport)
    },
  )

  app.get(
    '/:id',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'getImport',
        summary: 'Read how an import goes',
        description: 'How far it has come, and what was found so far.',
        params: IdParams,
        response: { 200: ImportBody },
      },
    },
    async (request) => toImport(await getImport(db, request.params.id)),
  )
}

export const imports: Feature = { prefix: '/v1/editorial/imports', schemas, routes }
