export const sections = [
  { slug: 'city', name: 'City' },
  { slug: 'world', name: 'Region & World' },
  { slug: 'culture', name: 'Culture' },
] as const

export const tags = [
  { slug: 'council', name: 'Council' },
  { slug: 'harbour', name: 'Harbour' },
  { slug: 'transport', name: 'Transport' },
  { slug: 'schools', name: 'Schools' },
  { slug: 'health', name: 'Health' },
  { slug: 'housing', name: 'Housing' },
  { slug: 'river-tavra', name: 'River Tavra' },
  { slug: 'university', name: 'University' },
  { slug: 'work', name: 'Work' },
  { slug: 'heritage', name: 'Heritage' },
  { slug: 'books', name: 'Books' },
  { slug: 'science-and-games', name: 'Science & Games' },
] as const

export const authors = [
  {
    slug: 'mirela-sundt',
    name: 'Mirela Sundt',
    bio: 'Covers the town hall. Has sat through every budget night since the old chamber had ashtrays.',
  },
  {
    slug: 'jonah-pell',
    name: 'Jonah Pell',
    bio: 'Writes about the harbour, the buses and whatever else is late. Former deckhand on the Risha boat.',
  },
  {
    slug: 'ruta-ivens',
    name: 'Ruta Ivens',
    bio: 'Regional correspondent in the Tavra valley. Reports from courts, inquiries and river banks.',
  },
  {
    slug: 'casimir-adeyo',
    name: 'Casimir Adeyo',
    bio: 'Features, science and chess. Edits the Saturday pages.',
  },
  {
    slug: 'hala-zerrouk',
    name: 'Hala Zerrouk',
    bio: 'Culture editor of the Arabic pages. Reviews books and exhibitions on both shores.',
  },
  {
    slug: 'nabil-sarkoun',
    name: 'Nabil Sarkoun',
    bio: 'Reporter on the Arabic pages, for the islands, the fishing towns and the people who cross.',
  },
] as const
