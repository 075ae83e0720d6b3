/** What the API document says before its operations. */
export const DESCRIPTION = `Verbatim keeps a newsroom's articles, the quotes in them, the speakers who said them and the readers' comments.

**Surfaces.** Delivery (\`/v1/…\`) needs no key and reads only what is visible now. Editorial (\`/v1/editorial/…\`), moderation (\`/v1/moderation/…\`) and administration (\`/v1/admin/…\`) need \`Authorization: Bearer vb_…\` with the scope that the operation names.

**Errors** are \`application/problem+json\` (RFC 9457); switch on \`code\`. Every code has a page at \`/problems/{code}\`.

**Lists** are \`{ data, page: { next } }\`. Send \`page.next\` as \`cursor\` with the same filters. Rows that are inserted meanwhile neither repeat nor hide others.

**Writing** an editorial resource needs \`If-Match\` with its ETag: 428 without, 412 with an old one. PATCH is a JSON merge patch (RFC 7396). POST takes an optional \`Idempotency-Key\`.

**Unknown** parameters and members are refused with 400, never dropped. Of duplicate members in a JSON body the last one counts.`

export const TAGS = [
  { name: 'articles', description: 'What the newsroom has published.' },
  { name: 'quotes', description: 'Who said what, where and when, word for word.' },
  { name: 'search', description: 'Finding articles and quotes by their words.' },
  { name: 'speakers', description: 'Persons and institutions whose words are quoted.' },
  { name: 'taxonomy', description: 'Sections, tags and authors.' },
  { name: 'media', description: 'The files of images.' },
  { name: 'feeds', description: 'The newest articles for feed readers, and all of them for search engines.' },
  { name: 'comments', description: 'What readers say under an article.' },
  { name: 'captcha', description: 'Challenges that put a price on sending comments in bulk.' },
  { name: 'changes', description: 'What happens to what the public can read, in order.' },
  { name: 'editorial articles', description: 'Writing, publishing and withdrawing.' },
  {
    name: 'editorial quotes',
    description: 'Anchoring, attributing and confirming the quotes of an article.',
  },
  { name: 'editorial reports', description: 'Who is heard, and through what.' },
  { name: 'editorial speakers', description: 'Keeping the speakers.' },
  { name: 'editorial taxonomy', description: 'Keeping sections, tags and authors.' },
  { name: 'editorial media', description: 'Uploading images, and what is said of them.' },
  { name: 'imports', description: 'Taking over what was written elsewhere.' },
  { name: 'moderation', description: 'Deciding what readers see of the comments.' },
  {
    name: 'webhooks',
    description: 'Telling other servers of what happens, signed, until they have taken it.',
  },
  { name: 'admin', description: 'API keys.' },
  { name: 'service', description: 'Health, documentation and errors.' },
]
