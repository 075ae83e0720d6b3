import { describe, expect, test } from '@jest/globals'
import { marked, passages } from '../../src/lib/highlight.ts'

const isFound = (word: string) => ['night', 'Nacht', '夜'].includes(word)

describe('marked', () => {
  test('marks what was found and escapes all else', () => {
    expect(marked('A <b>night</b> & "day"', isFound)).toBe(
      'A &lt;b&gt;<mark>night</mark>&lt;/b&gt; &amp; &quot;day&quot;',
    )
  })

  test('where no spaces stand between words each character is one', () => {
    expect(marked('深夜に', isFound)).toBe('深<mark>夜</mark>に')
  })
})

describe('passages', () => {
  const filler = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')

  test('are the places with most of what was found, in the order of the text', () => {
    const text = `${filler(100)} night ${filler(100)} Nacht night ${filler(100)}`

    const [first, second, ...rest] = passages(text, isFound)

    expect(first).toMatch(/^… w94 .*w99 <mark>night<\/mark> w0 .* …$/)
    expect(second).toContain('<mark>Nacht</mark> <mark>night</mark>')
    expect(rest).toEqual([])
  })

  test('at the end of a text it begins earlier', () => {
    expect(passages(`${filler(50)} night`, isFound)).toEqual([
      `… ${filler(50).split(' ').slice(19).join(' ')} <mark>night</mark>`,
    ])
  })

  test('of a text without any there is its beginning, of a short one all of it', () => {
    expect(passages(filler(40), isFound)).toEqual([`${filler(32)} …`])
    expect(passages('Short & sweet.', isFound)).toEqual(['Short &amp; sweet.'])
    expect(passages('', isFound)).toEqual([''])
  })
})
