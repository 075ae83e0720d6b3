import { describe, expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const publishedAt = new Date('2026-03-11T09:00:00Z')

/** What is proposed for a text, shortened to words and who said them. */
const voices = (text: string, language: string) =>
  extractQuotes({ text, language, publishedAt, timeZone: 'Europe/Berlin' })
    .filter(({ kind }) => kind !== 'scare')
    .map(({ text, speaker }) => [text, speaker?.name ?? null])

const only = (text: string, language: string) => {
  const [proposal] = extractQuotes({ text, language, publishedAt, timeZone: 'Europe/Berlin' })
  return proposal
}

describe('quotation marks', () => {
  test.each([
    ['de', '„Es regnet“, sagte Ida Brandt.', 'Es regnet'],
    ['de', '»Es regnet«, sagte Ida Brandt.', 'Es regnet'],
    ['de', '«Es regnet», sagte Ida Brandt.', 'Es regnet'],
    ['de', '“Es regnet”, sagte Ida Brandt.', 'Es regnet'],
    ['de', '„Sie rief ‚Regen!‘ und lief“, sagte Ida Brandt.', 'Sie rief ‚Regen!‘ und lief'],
    ['fr', '«\u202fIl pleut\u202f», a dit Ida Brandt.', 'Il pleut'],
    ['fr', '«Il pleut», a dit Ida Brandt.', 'Il pleut'],
    ['fr', '“Il pleut”, a dit Ida Brandt.', 'Il pleut'],
    [
      'fr',
      '« Elle a crié “La pluie !” et elle a couru », a dit Ida Brandt.',
      'Elle a crié “La pluie !” et elle a couru',
    ],
    ['fr', '« Elle a crié ‹ La pluie ! › », a dit Ida Brandt.', 'Elle a crié ‹ La pluie ! ›'],
  ])('%s: %s', (language, text, words) => {
    expect(voices(text, language)).toEqual([[words, 'Ida Brandt']])
  })
})

describe('in German', () => {
  test.each([
    ['Die Müllerin Ida Brandt sagte: „Das Rad steht seit gestern still.“', 'Ida Brandt'],
    ['„Das Rad steht still“, so Brandt.', 'Brandt'],
    ['„Das Rad steht still“, erklärte der Bürgermeister Jan Ott.', 'Jan Ott'],
    ['In einem Brief an die Gemeinde schrieb Jan Ott: „Das Rad steht seit gestern still.“', 'Jan Ott'],
    ['Jan Ott hatte am Montag gesagt: „Das Rad steht seit gestern still.“', 'Jan Ott'],
    ['Laut Ida Brandt ist das Rad „in einem traurigen Zustand“.', 'Ida Brandt'],
    ['Nach Angaben von Ida Brandt ist das Rad „in einem traurigen Zustand“.', 'Ida Brandt'],
    ['„Das Rad steht still“, erinnert sich die Tochter der Müllerin.', 'Tochter der Müllerin'],
    ['Dem Boten sagte Ida Brandt: „Das Rad steht seit gestern still.“', 'Ida Brandt'],
    ['„Das Rad steht still“, sagte Staatsanwältin Ida Brandt dem Boten.', 'Ida Brandt'],
    ['„Das Rad steht still“, findet auch Ida Brandt.', 'Ida Brandt'],
    ['Das Rad sei „in einem traurigen Zustand“, klagte die Gemeinde.', 'Gemeinde'],
  ])('%s', (text, speaker) => {
    expect(voices(text, 'de').map(([, name]) => name)).toEqual([speaker])
  })

  test('a noun is no name, for all its capital', () => {
    const text =
      'Jan Ott mahlt. Das Wasser fiel. „Das Rad steht still“, sagte Ott. „Wie immer im März“, sagte er.'

    expect(voices(text, 'de')).toEqual([
      ['Das Rad steht still', 'Jan Ott'],
      ['Wie immer im März', 'Jan Ott'],
    ])
  })

  test('a document says what stands in it', () => {
    expect(
      only('In dem Gutachten heißt es: „Das Rad ist seit Jahren nicht gewartet worden.“', 'de'),
    ).toMatchObject({
      kind: 'document',
      speaker: { name: 'Gutachten', kind: 'document' },
    })
  })

  test.each([
    ['am Montagabend auf einer Pressekonferenz', 'press_conference', '2026-03-09'],
    ['gestern in einem Interview', 'interview', '2026-03-10'],
    ['im August 2024 in einer Rede', 'speech', '2024-08'],
    ['am 3. März in einer Pressemitteilung', 'press_release', '2026-03-03'],
    ['im vergangenen Jahr auf Mastodon', 'social_post', '2025'],
  ])('%s is a channel and a time', (words, channel, saidAt) => {
    expect(only(`„Das Rad steht still“, sagte Jan Ott ${words}.`, 'de')).toMatchObject({ channel, saidAt })
  })
})

describe('in French', () => {
  test.each([
    ['« La roue est arrêtée », a déclaré la meunière, Ida Brandt.', 'Ida Brandt'],
    ['« La roue est arrêtée », dit-elle.', null],
    ['Le maire Jan Ott a dit : « La roue est arrêtée depuis hier. »', 'Jan Ott'],
    ['Selon Jan Ott, la roue est « dans un triste état ».', 'Jan Ott'],
    ['D’après Mme Brandt, la roue est « dans un triste état ».', 'Brandt'],
    ['« La roue est arrêtée », se souvient l’entraîneur Jan Ott.', 'Jan Ott'],
    [
      '« La roue est arrêtée », a indiqué un porte-parole de la mairie mercredi.',
      'porte-parole de la mairie',
    ],
    ['« La roue est arrêtée », peut-on lire dans le rapport.', 'rapport'],
    ['La commune a dénoncé « une roue dans un triste état ».', 'commune'],
  ])('%s', (text, speaker) => {
    expect(voices(text, 'fr').map(([, name]) => name)).toEqual([speaker])
  })

  test.each([
    [
      '« La roue, a dit Ida Brandt, est arrêtée depuis hier. »',
      [
        ['La roue', 'Ida Brandt'],
        ['est arrêtée depuis hier.', 'Ida Brandt'],
      ],
    ],
    ['« La roue est arrêtée, a déclaré la meunière, Ida Brandt. »', [['La roue est arrêtée', 'Ida Brandt']]],
    ['« Qui viendra ? demande Ida Brandt. »', [['Qui viendra ?', 'Ida Brandt']]],
    [
      '« Elle tournera, a dit mon père, et il avait raison », raconte Ida Brandt.',
      [['Elle tournera, a dit mon père, et il avait raison', 'Ida Brandt']],
    ],
  ])('what names the speaker between the marks is no part of the quote: %s', (text, expected) => {
    expect(voices(text, 'fr')).toEqual(expected)
  })

  test('the pronoun behind the verb is whoever spoke before', () => {
    const text = '« La roue est arrêtée », a dit Ida Brandt. « Comme chaque année », a-t-elle ajouté.'

    expect(voices(text, 'fr')).toEqual([
      ['La roue est arrêtée', 'Ida Brandt'],
      ['Comme chaque année', 'Ida Brandt'],
    ])
    expect(extractQuotes({ text, language: 'fr' })[1]).toMatchObject({
      source: { text: 'elle' },
      cue: { text: 'ajouté' },
      needsConfirmation: true,
    })
  })

  test.each([
    ['lundi soir lors d’une conférence de presse', 'press_conference', '2026-03-09'],
    ['hier dans un entretien', 'interview', '2026-03-10'],
    ['en août 2024 dans un discours', 'speech', '2024-08'],
    ['le 3 mars dans un communiqué de presse', 'press_release', '2026-03-03'],
    ['le mois dernier sur Mastodon', 'social_post', '2026-02'],
  ])('%s is a channel and a time', (words, channel, saidAt) => {
    expect(only(`« La roue est arrêtée », a dit Jan Ott ${words}.`, 'fr')).toMatchObject({ channel, saidAt })
  })
})

test('a language without rules of its own is read by the English ones', () => {
  expect(voices('“The wheel stands still,” Ida Brandt said.', 'cy')).toEqual([
    ['The wheel stands still,', 'Ida Brandt'],
  ])
})
