/** Measured by scripts/estimate-confidence.ts, never typed: how often each rule is right about whole and partial quotes. */
export const CONFIDENCES: Readonly<Record<string, { direct: number; partial: number }>> = {
  'according-to': { direct: 0.67, partial: 0.67 },
  'after-sv': { direct: 0.98, partial: 0.46 },
  'after-vs': { direct: 0.97, partial: 0.39 },
  'before-sv': { direct: 0.83, partial: 0.76 },
  'before-weak': { direct: 0.62, partial: 0.42 },
  colon: { direct: 0.76, partial: 0.5 },
  'far-after': { direct: 0.76, partial: 0.38 },
  'far-before': { direct: 0.75, partial: 0.7 },
  lead: { direct: 0.42, partial: 0.29 },
  'paragraph-before': { direct: 0.71, partial: 0.33 },
  'same-paragraph': { direct: 0.97, partial: 0.44 },
  'same-sentence': { direct: 0.22, partial: 0.33 },
  'sentence-before': { direct: 0.69, partial: 0.5 },
}
