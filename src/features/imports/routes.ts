import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { demand } from '../../http/access.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { useUploads } from '../../http/uploads.ts'
import { ApiError } from '../../lib/errors.ts'
import { optionsOf } from './options.ts'
import { queueUpload } from './queue.ts'
import { isKind, isOfArticles, MEDIA_TYPES, PACKED } from './rules.ts'
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
const NINJS = {
  uri: 'https://agency.example/items/1',
  type: 'text',
  pubStatus: 'usable',
  language: 'en',
  firstCreated: '2026-03-12T04:00:00Z',
  headlines: [{ role: 'main', value: 'Harbour dredging resumes at night' }],
  bodies: [{ contentType: 'text/html', value: '<p>The harbour…</p>' }],
}
/** The file itself may be anything: it is read when its turn has come. */
const EXAMPLES: Record<string, unknown> = {
  'application/json': [NINJS],
  'application/x-ndjson': NINJS,
  'text/plain': 'Harbour dredging resumes at night\n\nThe harbour…',
}
const FILES = Object.fromEntries(
  EXPORT_TYPES.map((type) => [
    type,
    { schema: Type.Unsafe(type in EXAMPLES ? { examples: [EXAMPLES[type]] } : {}) },
  ]),
)

/** What is public elsewhere will be public here. Before validation, so the query is as it was sent. */
function demandFor({ query, actor }: FastifyRequest): void {
  const { kind, publish } = query as Record<string, unknown>
  const isOfComments = typeof kind === 'string' && isKind(kind) && !isOfArticles(kind)
  if (isOfComments) demand(actor, 'comments:moderate', 'To import comments')
  if (publish === 'true') demand(actor, 'content:publish', 'To publish what is imported')
}

/** A file that cannot be what it is said to be is refused at once, and not found out later. */
function refuseOtherType({
  query,
  headers,
}: FastifyRequest<{ Querystring: Static<typeof ImportQuery> }>): void {
  const taken = ['multipart/form-data', ...MEDIA_TYPES[query.kind], PACKED]
  const [type = ''] = headers['content-type']?.split(';') ?? []
  if (taken.includes(type.trim().toLowerCase())) return
  throw new ApiError('unsupported-media-type', `Send ${taken.join(', ')} for ${query.kind}.`, {
    headers: { accept: taken.join(', ') },
  })
}

const routes: Feature['routes'] = async (app, deps) => {
  const { db, secrets } = deps
  const readUpload = await useUploads(app, { types: EXPORT_TYPES, bytesMax: FILE_BYTES_MAX })

  app.post(
    '',
    {
      config: { access: 'content:write', idempotent: true },
      handlerTimeout: HANDLER_MS,
      preValidation: async (request) => {
        demandFor(request)
        request.upload = await readUpload(request)
        request.body = request.upload.body
      },
      schema: {
        tags,
        operationId: 'createImport',
        summary: 'Import articles or comments from elsewhere',
        description:
          'As a form with the part `file`, or as the body itself: XML, JSON or plain text in UTF-8, gzipped or not, of at most 100 MiB. It is worked on afterwards; ask for the import to see how far it has come and what was found. Each article and each comment is imported once, however often its file is sent. Articles become drafts, or are published with `publish=true`, with their times, their section, tags and authors, which are made where they are missing. Comments go to the article that has the slug of their page, or had it: import the articles first. What was approved there is public here without another look, which is why comments need `comments:moderate` as well. Nobody is told of single comments: no mail, no queue of a service, no `comment.…` event. 409 while ten imports wait.',
        querystring: ImportQuery,
        body: {
          content: {
            'multipart/form-data': { schema: ref(ImportUpload) },
            ...FILES,
          },
        },
        response: { 202: ImportBody },
      },
    },
    async (request, reply) => {
      const { upload, query, actor } = request
      if (!upload) throw new Error('The upload was not read.')
      refuseOtherType(request)
      const options = optionsOf(query, actor, deps.settings)
      return queueUpload(deps, { request, reply, kind: query.kind, options, bytes: upload.bytes })
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
