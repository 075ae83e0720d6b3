import { expect, test } from '@jest/globals'
import { checkQuote } from '../../src/features/integrity/check-quote.ts'
import { indexText } from '../../src/features/integrity/text-index.ts'
import { EDITS } from './edits.ts'
import { anchorOf, stories, textOf } from './stories.ts'

const STORIES = stories(42)

/** Every quote of every story with this edit made to it. */
function* edited({ make }: (typeof EDITS)[number]) {
  for (const [number, story] of STORIES.entries()) {
    for (const [position, told] of story.told.entries()) {
      const paragraphs = make(story, told, number + position)
      if (!paragraphs) continue
      const quote = {
        ...{ anchors: [anchorOf(story, told)], isParaphrase: false, was: 'intact' as const },
        ...{ attribution: null, names: [told.name, told.name.split(' ').at(-1) ?? ''] },
      }
      const after = indexText(textOf({ paragraphs }))
      yield { told, after: after.text, quote, check: checkQuote({ before: textOf(story), after }, quote) }
    }
  }
}

test.each(EDITS.map((edit) => [edit.name, edit] as const))('%s', (_name, edit) => {
  const cases = [...edited(edit)]
  const wrong = cases.filter(
    ({ check }) => check.integrity !== edit.expected || (edit.isCritical && check.severity !== 'critical'),
  )

  expect(cases.length).toBeGreaterThan(20)
  expect(
    wrong.map(({ quote, check, after }) => ({ ...check, exact: quote.anchors[0]?.exact, after })).slice(0, 3),
  ).toEqual([])
})
