import { describe, expect, test } from '@jest/globals'
import { prepare } from '../../src/features/imports/comments/prepare.ts'
import { type Exported, timeOf } from '../../src/features/imports/comments/rules.ts'
import { wordsOf } from '../../src/features/imports/comments/words.ts'
import { slugOf } from '../../src/features/imports/rules.ts'
import { SECRETS } from '../support/newsroom.ts'

describe('the words of imported HTML', () => {
  test.each([
    ['<p>One.</p><p>Two.</p>', 'One.\n\nTwo.'],
    ['One<br>two<br/>three', 'One\ntwo\nthree'],
    ['<p>One\n   line.</p>\n\n<p>Two.</p>', 'One line.\n\nTwo.'],
    ['<b>Strong</b>, <em>soft</em>, <code>x</code>', '**Strong**, *soft*, `x`'],
    ['a<b> strong </b>b', 'a **strong** b'],
    ['<i></i><b> </b>x', 'x'],
    ['<blockquote><p>They said.</p><p>And more.</p></blockquote>No.', '> They said.\n>\n> And more.\n\nNo.'],
    ['<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
    ['<a href="https://example.org/a">here</a>', '[here](https://example.org/a)'],
    ['<a href="https://example.org/a">https://example.org/a</a>', 'https://example.org/a'],
    ['<a href="https://example.org/a_(b)">here</a>', 'here'],
    ['<a href="https://example.org/a">[1]</a>', '[1] https://example.org/a'],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['<a href="&#106;avascript:alert(1)">here</a>', 'here'],
    ['<img src=x onerror=alert(1)>words', 'words'],
    ['<script>alert(1)</script><style>p{}</style>words<!-- no -->', 'words'],
    ['<svg><script>alert(1)</script></svg><p onclick="x()">words', 'words'],
    ['1 < 2 &amp; 3 &gt; 2', '1 < 2 & 3 > 2'],
    ['&lt;b&gt;no&lt;/b&gt;', '<b>no</b>'],
    ['<p>unclosed <b>tags', 'unclosed **tags**'],
    ['x&#0;y&#xD800;z', 'x\ufffdy\ufffdz'],
    ['', ''],
  ])('%s', (html, words) => {
    expect(wordsOf(html)).toBe(words)
  })

  test.each([
    ['open elements', '<b x=1>'.repeat(20_000)],
    ['depth', '<div>'.repeat(20_000)],
    ['open elements and paragraphs', '<b a=1><i b=2>'.repeat(100) + '<p>x'.repeat(250)],
    ['length', 'x'.repeat(200_000)],
    ['angle brackets', '<'.repeat(90_000)],
  ])('of hostile %s are found at once, or not at all', (_name, html) => {
    const begun = performance.now()
    wordsOf(html)

    expect(performance.now() - begun).toBeLessThan(1500)
  })
})

describe('a comment that is imported', () => {
  const comment: Exported = {
    key: 'a',
    parentKey: null,
    slug: 'ferry',
    authorName: 'Ines',
    email: '',
    html: '<p>Words.</p>',
    createdAt: '2015-03-01T12:00:00Z',
    status: 'approved',
  }
  const NOW = Date.UTC(2026, 0, 1)
  const prepared = (members: Partial<Exported>) =>
    prepare({ comment: { ...comment, ...members }, parentKey: null }, { secrets: SECRETS, now: NOW })

  test.each([
    ['nothing', { html: '' }, 'empty'],
    ['no ink', { html: '<p>\u200b&nbsp;</p>' }, 'empty'],
    ['an image and nothing else', { html: '<img src="https://example.org/a.png">' }, 'empty'],
    ['quoted nothing', { html: '<blockquote>&nbsp;</blockquote>' }, 'empty'],
    ['piled marks', { html: `<p>a${'\u0301'.repeat(30)}</p>` }, 'unreadable'],
    ['nothing but tags', { html: '<b>'.repeat(5000) }, 'unreadable'],
  ])('is left out when it has %s', (_name, members, finding) => {
    expect(prepared(members)).toBe(finding)
  })

  test.each([
    ['  Ines\u202e\nMarlow ', 'Ines Marlow', []],
    ['<b>Ines</b>', '<b>Ines</b>', []],
    ['\u200b\u3164', 'Anonymous', ['name-missing']],
    ['', 'Anonymous', ['name-missing']],
    [`Z${'\u0301'.repeat(40)}`, 'Anonymous', ['name-missing']],
    ['é'.repeat(100), 'é'.repeat(80), []],
  ])('by “%s” is by “%s”', (authorName, name, findings) => {
    expect(prepared({ authorName })).toMatchObject({ authorName: name, findings })
  })

  test('of 6,000 letters keeps 5,000, and no half of one', () => {
    const result = prepared({ html: '🌊'.repeat(6000) })

    expect(result).toMatchObject({ body: '🌊'.repeat(5000), findings: ['too-long'] })
  })

  test('has the digest of an address, and nothing of what is none', () => {
    expect(prepared({ email: 'Ines@Example.org' })).toMatchObject({ authorHash: expect.any(Uint8Array) })
    expect(prepared({ email: 'not one' })).toMatchObject({ authorHash: null })
  })
})

describe('the time of an imported comment', () => {
  const now = Date.UTC(2026, 0, 1)

  test.each([
    ['2015-03-01T12:00:00Z', '2015-03-01T12:00:00.000Z', true],
    ['2015-03-01 12:00:00', '2015-03-01T12:00:00.000Z', true],
    ['1969-07-20T20:17:40Z', '1990-01-01T00:00:00.000Z', false],
    ['0000-00-00 00:00:00', '1990-01-01T00:00:00.000Z', false],
    ['2099-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', false],
    ['yesterday', '1990-01-01T00:00:00.000Z', false],
    ['', '1990-01-01T00:00:00.000Z', false],
  ])('told as %s is %s', (told, at, isTold) => {
    expect(timeOf(told, now)).toEqual({ at: new Date(at), isTold })
  })
})

describe('the slug of a page', () => {
  test.each([
    ['https://old.example/world/Ferry-Returns/', 'ferry-returns'],
    ['https://old.example/2015/03/ferry.html?x=1#c', 'ferry'],
    ['https://old.example/', ''],
    ['ferry', 'ferry'],
    ['https://old.example/f%C3%A4hre', 'fähre'],
    ['https://old.example/%E0%A4%A', ''],
    ['', ''],
  ])('%s is %s', (link, slug) => {
    expect(slugOf(link)).toBe(slug)
  })
})
