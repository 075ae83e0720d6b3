/** A quote as examples of the API show it. */
export const quoteExample = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
  articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  kind: 'direct',
  text: 'We will dredge at night.',
  segments: [
    {
      exact: 'We will dredge at night.',
      prefix: 'Council on Tuesday. “',
      suffix: '” she said.',
      start: 120,
      end: 144,
    },
  ],
  speaker: {
    id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22',
    slug: 'mara-quint',
    name: 'Mara Quint',
    kind: 'person',
  },
  roleAsStated: 'harbour master',
  onBehalfOf: null,
  channel: 'press_conference',
  saidAt: '2026-03-10',
  saidAtText: 'on Tuesday',
  source: null,
  language: 'en',
  original: null,
  verification: 'unverified',
  lifecycle: 'active',
  deepLink: 'https://news.example/city/harbour-dredging#:~:text=We%20will%20dredge%20at%20night.',
}
