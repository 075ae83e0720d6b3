import { describe, expect, test } from '@jest/globals'
import { renderMarkdown, toMarkedHtml } from '../../src/lib/markdown.ts'

const html = (markdown: string) => toMarkedHtml(renderMarkdown(markdown))

describe('the plain text of a body', () => {
  test.each([
    ['soft breaks and runs of blanks become one blank', 'one\ntwo   three', 'one two three'],
    ['a hard break is a line break', 'one  \ntwo', 'one\ntwo'],
    [
      'blocks are separated by a blank line',
      '# Head\n\nPara\n\n- one\n- two\n\n> quote',
      'Head\n\nPara\n\none\n\ntwo\n\nquote',
    ],
    ['inline marks leave nothing behind', 'a *b **c*** [d](https://e.f) `g`', 'a b c d g'],
    ['entities are decoded', 'Fish &amp; chips &lt;3 &mdash; caf&#233;', 'Fish & chips <3 — café'],
    ['code keeps its lines', '```\na\n  b\n```', 'a\n  b'],
    ['cells of a table are blocks', '| a | b |\n|---|---|\n| c | d |', 'a\n\nb\n\nc\n\nd'],
    ['HTML of an author counts by its text', '<div>raw <b>html</b></div>', 'raw html'],
    ['scripts and styles have no text', 'a<script>b</script><style>c</style>', 'a'],
    ['an image has no text', 'a ![alt](https://e.f/g.png) b', 'a b'],
  ])('%s', (_case, markdown, text) => {
    expect(renderMarkdown(markdown).text).toBe(text)
  })
})

describe('the HTML of a body', () => {
  test.each([
    ['[x](javascript:alert(1))'],
    ['[x](JaVaScRiPt:alert(1))'],
    ['[x](java\tscript:alert(1))'],
    ['[x](&#106;avascript:alert(1))'],
    ['[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['[x](vbscript:x)'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<img src=x onerror=alert(1)>'],
    ['<svg onload=alert(1)><script>alert(1)</script></svg>'],
    ['<iframe src="https://evil.example"></iframe>'],
    ['<p style="position:fixed">x</p>'],
    ['<form action="https://evil.example"><input name=p></form>'],
  ])('%s is harmless', (markdown) => {
    expect(html(markdown)).not.toMatch(
      /javascript:|vbscript:|data:|onerror|onload|<script|<iframe|style=|<form/i,
    )
  })

  test.each([
    ['parentheses', '('],
    ['quote marks', '>'],
    ['emphasis', '*_'],
    ['brackets', '['],
    ['links', '[a](b'],
    ['tags', '<div>'],
    ['backticks', '`'],
  ])('32 kB of %s is rendered or refused, not suffered', (_what, unit) => {
    const hostile = unit.repeat(Math.ceil(32_000 / unit.length))
    const render = () => {
      try {
        return renderMarkdown(hostile).text
      } catch (error) {
        return (error as Error).message
      }
    }

    expect(render()).toMatch(/^The body (is nested too deeply|has more than \d+ Markdown marks)|^\(+$|^$/)
  })
})

test.each([
  ['lists in lists on one line', `${'1. '.repeat(29)}x`],
  ['quotes with blanks between', `${'>         '.repeat(12)}x`],
  ['a rule of hyphens', '- '.repeat(40)],
])('%s take no time to judge', (_what, markdown) => {
  expect(() => renderMarkdown(markdown)).not.toThrow()
})

test('a text of as many lines as a book is rendered, one of more blocks than a parser can bear is refused', () => {
  expect(renderMarkdown('A line of a poem.\n'.repeat(5000)).text).toHaveLength(5000 * 18 - 1)
  expect(() => renderMarkdown('- a\n'.repeat(50_000))).toThrow('has more than 5000 lines')
})

test('elements nested by the hundred are refused before anything recurses over them', () => {
  expect(() => renderMarkdown(`${'<b>'.repeat(1400)}x`)).toThrow('nested too deeply')
})

describe('marked passages', () => {
  const passage = (text: string, words: string, quoteId: string) => {
    const start = text.indexOf(words)
    return { quoteId, start, end: start + words.length }
  }

  test('a passage across elements and blocks is wrapped in pieces, of which the first has the id', () => {
    const rendering = renderMarkdown('He said “one *two*\n\nthree” and left.')
    const { start } = passage(rendering.text, 'one', 'a')
    const { end } = passage(rendering.text, 'three', 'a')

    const marked = toMarkedHtml(rendering, [{ quoteId: 'a', start, end }])

    expect(marked).toBe(
      '<p>He said “<span id="q-a" data-quote-id="a">one </span><em><span data-quote-id="a">two</span></em></p>' +
        '<p><span data-quote-id="a">three</span>” and left.</p>',
    )
  })

  test('a quote inside a quote nests', () => {
    const rendering = renderMarkdown('“He said ‘never’ twice.”')

    const marked = toMarkedHtml(rendering, [
      passage(rendering.text, 'He said ‘never’ twice.', 'outer'),
      passage(rendering.text, 'never', 'inner'),
    ])

    expect(marked).toContain(
      '<span id="q-outer" data-quote-id="outer">He said ‘<span id="q-inner" data-quote-id="inner">never</span>’ twice.</span>',
    )
  })

  test('offsets are UTF-16 units', () => {
    const rendering = renderMarkdown('🦭🦭 “Seals,” she said.')

    expect(toMarkedHtml(rendering, [{ quoteId: 'a', start: 6, end: 12 }])).toContain(
      'data-quote-id="a">Seals,</span>”',
    )
  })
})
