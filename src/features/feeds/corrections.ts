import type { Correction } from '../corrections/schema.ts'

type Kind = Correction['kind']

const LABELS: Record<string, Record<Kind, string>> = {
  en: {
    correction: 'Correction',
    clarification: 'Clarification',
    update: 'Update',
    retraction: 'Retraction',
  },
  de: {
    correction: 'Korrektur',
    clarification: 'Klarstellung',
    update: 'Aktualisierung',
    retraction: 'Zurückgezogen',
  },
  fr: {
    correction: 'Rectificatif',
    clarification: 'Précision',
    update: 'Mise à jour',
    retraction: 'Rétractation',
  },
  es: {
    correction: 'Corrección',
    clarification: 'Aclaración',
    update: 'Actualización',
    retraction: 'Retractación',
  },
}
const ENGLISH = LABELS.en as Record<Kind, string>

/** What readers are told was put right, a line each, in the language of the article or in English. */
export function correctionLines(
  corrections: readonly Pick<Correction, 'kind' | 'publicText'>[],
  language: string,
): string[] {
  const labels = LABELS[new Intl.Locale(language).language] ?? ENGLISH
  return corrections.map(({ kind, publicText }) => `${labels[kind]}: ${publicText}`)
}
