/** One line of the table: what is asked of ours, and what it is held against. */
export interface Row {
  name: string
  /** The path of the request, as the newsroom that was measured has it. */
  path: (places: Places) => string
  /** Ours with the response cache, or with none. */
  cache: boolean
  floor: '/bytes' | '/304' | '/row' | '/insert'
  /** The client has the answer already. */
  isKnown?: boolean
  isPost?: boolean
}

/** What the paths are made of. */
export interface Places {
  article: string
  speaker: string
  deepCursor: string
}

const article = ({ article: id }: Places) => `/v1/articles/${id}?include=quotes,speakers`

export const ROWS: readonly Row[] = [
  { name: 'article-hot', path: article, cache: true, floor: '/bytes' },
  { name: 'article-304', path: article, cache: true, floor: '/304', isKnown: true },
  { name: 'list-hot', path: () => '/v1/articles', cache: true, floor: '/bytes' },
  { name: 'article-cold', path: article, cache: false, floor: '/row' },
  { name: 'list-cold', path: () => '/v1/articles', cache: false, floor: '/row' },
  {
    name: 'deep-page-cold',
    path: ({ deepCursor }) => `/v1/articles?cursor=${deepCursor}`,
    cache: false,
    floor: '/row',
  },
  {
    name: 'quotes-cold',
    path: ({ speaker }) => `/v1/speakers/${speaker}/quotes`,
    cache: false,
    floor: '/row',
  },
  {
    name: 'comments-cold',
    path: ({ article: id }) => `/v1/articles/${id}/comments`,
    cache: false,
    floor: '/row',
  },
  {
    name: 'comment-post',
    path: ({ article: id }) => `/v1/articles/${id}/comments`,
    cache: false,
    floor: '/insert',
    isPost: true,
  },
]
