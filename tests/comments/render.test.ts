import { describe, expect, test } from '@jest/globals'
import { render } from '../../src/features/comments/render.ts'

const rel = 'rel="ugc nofollow noopener noreferrer"'

describe('the Markdown of comments', () => {
  test.each([
    ['paragraphs and line breaks', 'One\ntwo\n\nthree', '<p>One<br>two</p><p>three</p>', 'One\ntwo\n\nthree'],
    [
      'line ends of every system',
      'One\r\ntwo\r\rthree',
      '<p>One<br>two</p><p>three</p>',
      'One\ntwo\n\nthree',
    ],
    ['emphasis', '*a* and **b**', '<p><em>a</em> and <strong>b</strong></p>', 'a and b'],
    ['one in the other', '**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>', 'a b c'],
    ['crossed marks stay text', '*a **b* c**', '<p><em>a **b</em> c**</p>', 'a **b c**'],
    ['stars in a sum', '2 * 3 * 4', '<p>2 * 3 * 4</p>', '2 * 3 * 4'],
    ['an opener without an end', 'a *b', '<p>a *b</p>', 'a *b'],
    ['four stars', '****', '<p>****</p>', '****'],
    ['code', '`<b> *x*`', '<p><code>&lt;b&gt; *x*</code></p>', '<b> *x*'],
    ['a quote', '> a\n>\n> b\nc', '<blockquote><p>a</p><p>b</p></blockquote><p>c</p>', '> a\n> \n> b\n\nc'],
    ['a quote in a quote', '>> a', '<blockquote><p>&gt; a</p></blockquote>', '> > a'],
    ['an empty quote', '>\n> ', '', ''],
    ['nothing', ' \n\t\n', '', ''],
  ])('%s', (_what, body, html, text) => {
    expect(render(body)).toEqual({ html, text })
  })

  test('markup is shown, never obeyed', () => {
    expect(render('<img src=x onerror="alert(1)"> & \'').html).toBe(
      '<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;</p>',
    )
    expect(render('&#106;avascript:').html).toBe('<p>&amp;#106;avascript:</p>')
  })

  test('whatever is typed, every tag that opens is closed, in order', () => {
    const marks = ['*', '**', '`', '> ', '\n', '\n\n', '[', '](', ')', 'http://a.b', 'x', ' ', '<b>', '_']
    const mark = () => marks[Math.floor(Math.random() * marks.length)]
    for (let round = 0; round < 3000; round++) {
      const body = Array.from({ length: 14 }, mark).join('')

      expect([body, unclosed(render(body).html)]).toEqual([body, ''])
    }
  })

  test('control characters are left out', () => {
    expect(render('a\u0007b\u001b[31mc\u0085').html).toBe('<p>ab[31mc</p>')
  })
})

/** What is left of the tags when pairs are taken out from the inside, and nothing when they nest. */
function unclosed(html: string): string {
  const tags = html.replace(/<br>/g, '').match(/<\/?\w+/g) ?? []
  const open: string[] = []
  for (const tag of tags) {
    if (open.at(-1) === tag.replace('/', '')) open.pop()
    else open.push(tag)
  }
  return open.join('')
}

describe('links', () => {
  test.each([
    ['with words', '[here](https://example.org/a?b=1&c)', 'https://example.org/a?b=1&amp;c', 'here'],
    ['bare', 'https://example.org/a', 'https://example.org/a', 'https://example.org/a'],
    ['mail', '[write](mailto:a@example.org)', 'mailto:a@example.org', 'write'],
    ['in capitals', 'HTTPS://Example.org', 'https://example.org/', 'HTTPS://Example.org'],
    ['a homoglyph host, bare', 'https://аpple.com', 'https://xn--pple-43d.com/', 'https://xn--pple-43d.com/'],
    ['a number for a host', 'http://2130706433/', 'http://127.0.0.1/', 'http://127.0.0.1/'],
    ['markup in its words', '[<b>](https://example.org/)', 'https://example.org/', '&lt;b&gt;'],
    ['an apostrophe', "[x](https://example.org/'y)", 'https://example.org/&#39;y', 'x'],
  ])('%s', (_what, body, href, label) => {
    expect(render(body).html).toBe(`<p><a href="${href}" ${rel}>${label}</a></p>`)
  })

  test('punctuation around a bare address is not part of it', () => {
    expect(render('*(see https://example.org/a.)*').html).toBe(
      `<p><em>(see <a href="https://example.org/a" ${rel}>https://example.org/a</a>.)</em></p>`,
    )
    expect(render('https://example.org/a_(b)').html).toContain('href="https://example.org/a_(b)"')
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](javascript:alert`1`)',
    '[x](JaVaScRiPt:alert)',
    '[x](java\tscript:alert)',
    '[x](&#106;avascript:alert)',
    '[x](data:text/html,hello)',
    '[x](vbscript:alert)',
    '[x](//example.org)',
    '[x](/relative)',
    '[x](http://)',
    '[x](https://user:pass@evil.example)',
    'http://user@evil.example/',
    '[x](mailto:a@example.org?bcc=b@example.org)',
    '[ ](https://example.org)',
    '[\u200b](https://example.org)',
    'http://',
  ])('%s is not linked', (body) => {
    expect(render(body).html).not.toContain('href')
  })

  test('no mark inside an address breaks out of the attribute', () => {
    const { html } = render('https://example.org/"onmouseover=alert(1) https://example.org/\'x=`<>')

    expect(html.replace(/<a href="[^"<>']*" rel="[^"]*">/g, '')).not.toMatch(/<a|="/)
  })

  test('the plain text says where a link leads', () => {
    expect(render('[here](https://example.org/a)').text).toBe('here (https://example.org/a)')
  })
})

describe('128 kB of anything', () => {
  const fill = (unit: string) => unit.repeat(Math.ceil(131_072 / unit.length))
  /** In milliseconds. The best of three: a busy machine slows one run, a slow pattern all of them. */
  const fastest = (body: string) =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const start = performance.now()
        render(body)
        return performance.now() - start
      }),
    )
  /** Four times what a comment may have. In linear time it takes a tenth of this, in quadratic time ten times as much. */
  const LINEAR_AT_MOST = 2000

  test.each(
    [
      ...['(', '>', '*_', '[', '*', '**', '* *', '`', '[a](', '[a]([b]', '>\n', '*a **b ', 'a*', '<', '&'],
      ...['http://a', 'http://!', 'http://a.', '.', 'mailto:', '[x](http://', '`a\n', '\n', '\r', '_', ')'],
    ].map((unit) => [JSON.stringify(unit), unit]),
  )('of %s is rendered in linear time', (_shown, unit) => {
    expect(fastest(fill(unit))).toBeLessThan(LINEAR_AT_MOST)
  })

  test('of full stops after an address, too', () => {
    expect(fastest(`http://a${'.'.repeat(131_072)}b`)).toBeLessThan(LINEAR_AT_MOST)
  })
})
