/** One line of the table: what is asked of ours, and what it is held against. */
export interface Row {
  name: string
  /** The paths of the requests, asked for in turn, as the newsroom that is measured has them. */
  paths: (places: Places) => readonly string[]
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
  /** The newest hundred. */
  articles: readonly string[]
  speaker: string
  deepCursor: string
}

const whole = (id: string) => `/v1/articles/${id}?include=quotes,speakers`
const article = ({ article: id }: Places) => [whole(id)]

export const ROWS: readonly Row[] = [
  { name: 'article-hot', paths: article, cache: true, floor: '/bytes' },
  { name: 'article-304', paths: article, cache: true, floor: '/304', isKnown: true },
  { name: 'list-hot', paths: () => ['/v1/articles'], cache: true, floor: '/bytes' },
  { name: 'article-cold', paths: ({ articles }) => articles.map(whole), cache: false, floor: '/row' },
  { name: 'article-cold-one', paths: article, cache: false, floor: '/row' },
  { name: 'list-cold', paths: () => ['/v1/articles'], cache: false, floor: '/row' },
  {
    name: 'deep-page-cold',
    paths: ({ deepCursor }) => [`/v1/articles?cursor=${deepCursor}`],
    cache: false,
    floor: '/row',
  },
  {
    name: 'quotes-cold',
    paths: ({ speaker }) => [`/v1/speakers/${speaker}/quotes`],
    cache: false,
    floor: '/row',
  },
  {
    name: 'comments-cold',
    paths: ({ article: id }) => [`/v1/articles/${id}/comments`],
    cache: false,
    floor: '/row',
  },
  {
    name: 'comment-post',
    paths: ({ article: id }) => [`/v1/articles/${id}/comments`],
    cache: false,
    floor: '/insert',
    isPost: true,
  },
]
