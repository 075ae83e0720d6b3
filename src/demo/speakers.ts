import type { DemoSpeaker } from './types.ts'

export const speakers: readonly DemoSpeaker[] = [
  {
    slug: 'leonor-achterberg',
    name: 'Leonor Achterberg',
    kind: 'person',
    description: 'Mayor of Marsana. Came to the council from the tenants’ office of the harbour district.',
    aliases: [
      { name: 'Achterberg', type: 'surname' },
      { name: '@leonorachterberg', type: 'handle' },
      { name: 'ليونور أختربرغ', type: 'transliteration' },
    ],
    roles: [
      {
        title: 'Councillor for the harbour district',
        organization: 'city-of-marsana',
        from: '2014',
        to: '2019-05',
      },
      { title: 'Deputy Mayor of Marsana', organization: 'city-of-marsana', from: '2019-05', to: '2022-06' },
      { title: 'Mayor of Marsana', organization: 'city-of-marsana', from: '2022-06' },
    ],
  },
  {
    slug: 'rurik-ellingham',
    name: 'Rurik Ellingham',
    kind: 'person',
    description: 'Leads the opposition on the city council. Keeps a ship chandler’s shop in Lower Quay.',
    aliases: [{ name: 'Ellingham', type: 'surname' }],
    roles: [
      { title: 'Councillor for Lower Quay', organization: 'city-of-marsana', from: '2017', to: '2023' },
      { title: 'Leader of the opposition', organization: 'city-of-marsana', from: '2023' },
    ],
  },
  {
    slug: 'teodor-brask',
    name: 'Teodor Brask',
    kind: 'person',
    description:
      'Runs the Port of Marsana. Master mariner; was harbour master before he took the ' + 'office upstairs.',
    aliases: [
      { name: 'Brask', type: 'surname' },
      { name: 'تيودور براسك', type: 'transliteration' },
    ],
    roles: [
      { title: 'Harbour Master of Marsana', organization: 'port-of-marsana', from: '2009', to: '2018-09' },
      { title: 'Director of the Port of Marsana', organization: 'port-of-marsana', from: '2018-09' },
    ],
  },
  {
    slug: 'danilo-ferrar',
    name: 'Danilo Ferrar',
    kind: 'person',
    description: 'Trade unionist. Drove the tall crane on Quay Two for fifteen years before he was elected.',
    aliases: [
      { name: 'Ferrar', type: 'surname' },
      { name: 'دانيلو فيرّار', type: 'transliteration' },
    ],
    roles: [
      {
        title: 'Crane driver and shop steward',
        organization: 'harbour-workers-union',
        from: '2012',
        to: '2022-10',
      },
      {
        title: 'General Secretary of the Harbour and Ferry Workers’ Union',
        organization: 'harbour-workers-union',
        from: '2022-11',
      },
    ],
  },
  {
    slug: 'petra-solund',
    name: 'Petra Solund',
    kind: 'person',
    description:
      'Hydrologist. Heads the Tavra River Service, which measures the river and warns ' + 'the towns on it.',
    aliases: [{ name: 'Solund', type: 'surname' }],
    roles: [
      { title: 'Duty hydrologist, Tavra River Service', from: '2013', to: '2022-09' },
      { title: 'Head of the Tavra River Service', from: '2022-10' },
    ],
  },
  {
    slug: 'aurelio-vantini',
    name: 'Aurelio Vantini',
    kind: 'person',
    description: 'Retired judge. Chairs the public inquiry into the flood in the Tavra valley.',
    aliases: [{ name: 'Vantini', type: 'surname' }],
    roles: [
      { title: 'Presiding Judge of the Regional Court', from: '2006', to: '2020-06' },
      { title: 'Chair of the Tavra Flood Inquiry', from: '2024' },
    ],
  },
  {
    slug: 'katarin-obiora',
    name: 'Katarin Obiora',
    kind: 'person',
    description: 'Structural engineer. Elected rector of the University of Marsana on the third ballot.',
    aliases: [
      { name: 'Obiora', type: 'surname' },
      { name: 'كاتارين أوبيورا', type: 'transliteration' },
    ],
    roles: [
      {
        title: 'Dean of the Faculty of Engineering',
        organization: 'university-of-marsana',
        from: '2016-09',
        to: '2022-08',
      },
      { title: 'Vice-Rector', organization: 'university-of-marsana', from: '2022-09' },
    ],
  },
  {
    slug: 'hugo-steenhart',
    name: 'Hugo Steenhart',
    kind: 'person',
    description: 'Managing director of the bus company. Drew its timetables for seven years.',
    aliases: [{ name: 'Steenhart', type: 'surname' }],
    roles: [
      { title: 'Planning manager', organization: 'tavra-transit', from: '2016', to: '2023-03' },
      { title: 'Managing Director', organization: 'tavra-transit', from: '2023-04' },
    ],
  },
  {
    slug: 'bettina-orsolo',
    name: 'Bettina Orsolo',
    kind: 'person',
    description: 'Head cook of Lantern Street School, where she feeds 310 children a day.',
    aliases: [{ name: 'Orsolo', type: 'surname' }],
    roles: [
      { title: 'Sous-chef at the Grand Hotel Pharos', from: '2006', to: '2018-08' },
      { title: 'Head cook of Lantern Street School', organization: 'city-of-marsana', from: '2018-09' },
    ],
  },
  {
    slug: 'wendel-kruis',
    name: 'Wendel Kruis',
    kind: 'person',
    description: 'Retired bus driver and amateur astronomer. Has written down the sky for forty years.',
    aliases: [{ name: 'Kruis', type: 'surname' }],
    roles: [
      { title: 'Bus driver', organization: 'tavra-transit', from: '1983', to: '2019' },
      { title: 'Chair of the Marsana Astronomical Society', from: '2020' },
    ],
  },
  {
    slug: 'samira-haddoun',
    name: 'Samira Haddoun',
    kind: 'person',
    description: 'Literary translator into Arabic. Taught at the university for ten years.',
    aliases: [
      { name: 'سميرة حدّون', type: 'transliteration' },
      { name: 'Haddoun', type: 'surname' },
      { name: 'Samira Khelil', type: 'former_name' },
    ],
    roles: [
      { title: 'Lecturer in Arabic', organization: 'university-of-marsana', from: '2011', to: '2021' },
      { title: 'Literary translator', from: '2021' },
    ],
  },
  {
    slug: 'farid-benaloun',
    name: 'Farid Benaloun',
    kind: 'person',
    description: 'Historian of the fishing coast. Director of the Museum of the Two Shores.',
    aliases: [
      { name: 'فريد بنعلون', type: 'transliteration' },
      { name: 'Benaloun', type: 'surname' },
    ],
    roles: [
      {
        title: 'Curator of the city’s maritime collection',
        organization: 'city-of-marsana',
        from: '2012',
        to: '2022-12',
      },
      { title: 'Director of the Museum of the Two Shores', from: '2023-01' },
    ],
  },
  {
    slug: 'lina-darrouj',
    name: 'Lina Darrouj',
    kind: 'person',
    description: 'Chess player; won the Harbour Open while still at school. Studies mathematics.',
    aliases: [
      { name: 'لينا درّوج', type: 'transliteration' },
      { name: 'Darrouj', type: 'surname' },
    ],
    roles: [
      { title: 'Pupil at the Harbour Grammar School', from: '2019-09', to: '2025-07' },
      { title: 'Student member of the Senate', organization: 'university-of-marsana', from: '2025-09' },
    ],
  },
  {
    slug: 'city-of-marsana',
    name: 'City of Marsana',
    kind: 'organization',
    description: 'The city administration, which speaks for the council between its sessions.',
    aliases: [
      { name: 'Marsana City Council', type: 'full' },
      { name: 'بلدية مارسانا', type: 'transliteration' },
    ],
  },
  {
    slug: 'port-of-marsana',
    name: 'Port of Marsana',
    kind: 'organization',
    description: 'The public company that owns the quays, the channel and the pilots’ boats.',
    aliases: [
      { name: 'Port of Marsana Authority', type: 'full' },
      { name: 'هيئة ميناء مارسانا', type: 'transliteration' },
    ],
  },
  {
    slug: 'harbour-workers-union',
    name: 'Harbour and Ferry Workers’ Union',
    kind: 'organization',
    description: 'Represents 1,900 crane drivers, lashers, tug and ferry crews on the Tavra coast.',
    aliases: [{ name: '@harbourandferry', type: 'handle' }],
  },
  {
    slug: 'university-of-marsana',
    name: 'University of Marsana',
    kind: 'organization',
    description: 'Founded as a school of navigation; 14,000 students in eight faculties.',
    aliases: [{ name: 'جامعة مارسانا', type: 'transliteration' }],
  },
  {
    slug: 'tavra-transit',
    name: 'Tavra Transit',
    kind: 'organization',
    description: 'Runs the buses in Marsana and the lower valley.',
    aliases: [
      { name: '@tavratransit', type: 'handle' },
      { name: 'Marsana Omnibus Company', type: 'former_name' },
    ],
  },
  {
    slug: 'eastquay-hospital',
    name: 'Eastquay Hospital',
    kind: 'organization',
    description: 'The city’s larger hospital, with 520 beds, run by a supervisory board of nine.',
  },
  {
    slug: 'lower-quay-residents',
    name: 'Residents of Lower Quay',
    kind: 'group',
    description:
      'The signatories of open letters from the streets behind the old harbour; no ' + 'fixed membership.',
  },
  {
    slug: 'tavra-flood-interim-report',
    name: 'Interim report of the Tavra Flood Inquiry',
    kind: 'document',
    description: 'The inquiry’s first findings, 212 pages, laid before the regional assembly.',
  },
  {
    slug: 'hospital-employee',
    name: 'A hospital employee',
    kind: 'anonymous',
    description:
      'Works nights at Eastquay Hospital. Not named because contracts there forbid staff to speak to ' +
      'reporters; the identity is known to the editors.',
  },
]
