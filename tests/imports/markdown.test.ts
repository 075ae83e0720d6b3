import { describe, expect, test } from '@jest/globals'
import { shownHtml } from '../../src/features/imports/articles/autop.ts'
import { markdownOfHtml, markdownOfText, plainOf } from '../../src/features/imports/articles/markdown.ts'
import { renderMarkdown } from '../../src/lib/markdown.ts'

const bodyOf = (html: string) => markdownOfHtml(html, 'https://old.example/2015/ferry/')?.body

describe('the Markdown of an imported body', () => {
  test.each([
    ['<p>One <b>bold</b>, <i>soft</i>.</p><p>Two<br>three</p>', 'One **bold**, *soft*.\n\nTwo\\\nthree'],
    ['<h2>Head</h2><ul><li>a</li><li>b</li></ul>', '## Head\n\n- a\n- b'],
    ['<blockquote><p>They said.</p></blockquote>', '> They said.'],
    ['<a href="../tide/">a</a> <a href="#n">b</a>', '[a](https://old.example/2015/tide/) [b](#n)'],
    ['<img src="//x.example/a.jpg" alt="A">', '![A](https://x.example/a.jpg)'],
    [
      '<figure><img src="a.jpg"><figcaption>Cap</figcaption></figure>',
      '![](https://old.example/2015/ferry/a.jpg)\n\nCap',
    ],
    ['<p>a_b *c* [x] # 1.</p>', 'a_b \\*c\\* \\[x] # 1.'],
    ['<p># no head</p><p>1. no list</p>', '\\# no head\n\n1\\. no list'],
    ['<p>See https://x.example/a_b</p>', 'See https://x.example/a_b'],
    ['<p>“Typographic” ‘marks’ — kept…</p>', '“Typographic” ‘marks’ — kept…'],
    ['<script>x()</script><style>p{}</style><!-- no --><p onclick="x()">words', 'words'],
    ['1 &lt; 2 &amp; <b></b>', '1 < 2 &'],
    ['', ''],
  ])('%s', (html, body) => {
    expect(bodyOf(html)).toBe(body)
  })

  test('tells of images and of what cannot come along', () => {
    expect(
      markdownOfHtml('<p>a</p><img src="a.jpg"><video src="b.mp4"></video>', 'https://x.example/'),
    ).toEqual({
      body: 'a\n\n![](https://x.example/a.jpg)',
      hasImages: true,
      hadEmbeds: true,
    })
  })

  test.each([
    ['open elements', '<b x=1>'.repeat(9000)],
    ['open elements and paragraphs', '<b a=1><i b=2>'.repeat(20) + '<p>x'.repeat(9000)],
    ['few open elements and many paragraphs', '<b a=1>'.repeat(3) + '<p>x'.repeat(6600)],
    ['depth', '<div>'.repeat(9000)],
    ['length', 'x'.repeat(2_100_000)],
    ['angle brackets', '<'.repeat(90_000)],
    ['marks', '*_[]()'.repeat(50_000)],
  ])('of hostile %s is found soon, or not at all', (_name, html) => {
    const begun = performance.now()
    bodyOf(html)

    expect(performance.now() - begun).toBeLessThan(3000)
  })
})

test.each([
  'Plain.',
  '“Quoted,” she said — *twice*.',
  '1. First\n2) Second\n- Third\n# Fourth',
  'A <b>tag</b> & an &amp; [link](x) `code` https://x.example/a_b_c',
  '    four spaces, and_more_ ~~marks~~ | table |',
])('plain text is shown as it is: %s', (text) => {
  expect(
    renderMarkdown(markdownOfText(text))
      .text.split(/\n+/)
      .map((line) => line.trim()),
  ).toEqual(text.split('\n').map((line) => line.trim()))
})

test.each([
  ['a &amp; <em>b</em>', 'a & b'],
  ['<p>One.</p><p>Two.</p>', 'One. Two.'],
  ['1 < 2', '1 < 2'],
])('the words of %s are %s', (html, words) => {
  expect(plainOf(html)).toBe(words)
})

describe('what WordPress stores', () => {
  test.each([
    ['One\nline.\n\nTwo.', '<p>One<br>line.</p>\n<p>Two.</p>'],
    ['<h2>Head</h2>\n\nText', '<h2>Head</h2>\n<p>Text</p>'],
    ['<!-- wp:paragraph -->\n<p>a</p>\n\n<p>b</p>', '<!-- wp:paragraph -->\n<p>a</p>\n\n<p>b</p>'],
    ['a\n\n<pre>x\n\ny</pre>\n\nb', '<p>a</p><pre>x\n\ny</pre><p>b</p>'],
    ['[caption id="a" width="3"]<img src="a.jpg"> Cap[/caption]', '<p><img src="a.jpg"> Cap</p>'],
    ['[embed width="3"]https://x.example/v[/embed]', '<p>https://x.example/v</p>'],
    ['[gallery ids="1"][sic]', '<p><video></video>[sic]</p>'],
  ])('%j is shown as %j', (stored, html) => {
    expect(shownHtml(stored)).toBe(html)
  })
})
