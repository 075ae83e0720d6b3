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
  speakers: readonly string[]
  /** Pages of all articles, the first one first, and the last whole one. */
  pages: readonly string[]
  deepPage: string
}

/** An interval in which everything was said, and words that stand in many articles. */
const SAID = 'saidAt[gte]=2020-01-01T00:00:00Z&saidAt[lt]=2040-01-01T00:00:00Z'
const WORDS = ['bridge', 'council', 'timetable', 'budget', 'quay', 'household', 'harbour', 'lights']

const whole = (id: string) => `/v1/articles/${id}?include=quotes,speakers`
const article = ({ article: id }: Places) => [whole(id)]

export const ROWS: readonly Row[] = [
  { name: 'article-hot', paths: article, cache: true, floor: '/bytes' },
  { name: 'article-304', paths: article, cache: true, floor: '/304', isKnown: true },
  { name: 'list-hot', paths: () => ['/v1/articles'], cache: true, floor: '/bytes' },
  { name: 'article-cold', paths: ({ articles }) => articles.map(whole), cache: false, floor: '/row' },
  { name: 'article-cold-one', paths: article, cache: false, floor: '/row' },
  { name: 'list-cold', paths: ({ pages }) => pages, cache: false, floor: '/row' },
  { name: 'list-cold-one', paths: () => ['/v1/articles'], cache: false, floor: '/row' },
  { name: 'deep-page-cold', paths: ({ deepPage }) => [deepPage], cache: false, floor: '/row' },
  {
    name: 'quotes-cold',
    paths: ({ speakers }) => speakers.map((id) => `/v1/speakers/${id}/quotes`),
    cache: false,
    floor: '/row',
  },
  {
    name: 'quotes-between-cold',
    paths: ({ speakers }) => speakers.map((id) => `/v1/quotes?speaker=${id}&${SAID}`),
    cache: false,
    floor: '/row',
  },
  {
    name: 'search-cold',
    paths: () => WORDS.map((word) => `/v1/search?q=${word}`),
    cache: false,
    floor: '/row',
  },
  {
    name: 'comments-cold',
    paths: ({ articles }) => articles.map((id) => `/v1/articles/${id}/comments`),
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
