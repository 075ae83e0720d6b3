import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { readExport } from '../../src/features/imports/comments/export.ts'
import type { CommentKind } from '../../src/features/imports/rules.ts'
import { ExportError } from '../../src/features/imports/unpack.ts'
import { disqusXml, wxrXml } from '../support/exports.ts'

const readPacked = (file: Buffer) => readExport('disqus_comments', Readable.from([file]))
const read = (kind: CommentKind, xml: string | Buffer) => readExport(kind, Readable.from([gzipSync(xml)]))

describe('an export of Disqus', () => {
  test('is its posts, with the page of their thread and what they answer', async () => {
    const { source, comments } = await read(
      'disqus_comments',
      disqusXml([
        { key: '1', name: 'Ines & Co', html: '<p>1 < 2]]></p>' },
        { key: '2', parent: '1', slug: 'bridge' },
        { key: '3', isDeleted: true },
        { key: '4', isSpam: true },
      ]),
    )

    expect(source).toBe('disqus')
    expect(comments).toEqual([
      {
        key: '1',
        parentKey: null,
        slug: 'ferry',
        authorName: 'Ines & Co',
        email: '',
        html: '<p>1 < 2]]></p>',
        createdAt: '2015-03-01T12:00:00Z',
        status: 'approved',
      },
      expect.objectContaining({ key: '2', parentKey: '1', slug: 'bridge', status: 'approved' }),
      expect.objectContaining({ key: '3', status: 'deleted' }),
      expect.objectContaining({ key: '4', status: 'deleted' }),
    ])
  })
})

describe('an export of WordPress', () => {
  test('is the comments of its items, without what other sites sent', async () => {
    const { source, comments } = await read(
      'wxr_comments',
      wxrXml([
        { key: '1', html: 'One\nline.\n\nAnother.', email: 'ines@example.org' },
        { key: '2', parent: '1', approved: '0' },
        { key: '3', approved: 'spam' },
        { key: '4', approved: 'trash' },
        { key: '5', type: 'pingback' },
        { key: '6', slug: 'bridge', type: '' },
      ]),
    )

    expect(source).toBe('wxr https://old.example')
    expect(comments).toEqual([
      {
        key: '1',
        parentKey: null,
        slug: 'ferry',
        authorName: 'Ines',
        email: 'ines@example.org',
        html: '<p>One<br>line.</p><p>Another.</p>',
        createdAt: '2015-03-01 12:00:00',
        status: 'approved',
      },
      expect.objectContaining({ key: '2', parentKey: '1', status: 'pending' }),
      expect.objectContaining({ key: '3', status: 'deleted' }),
      expect.objectContaining({ key: '4', status: 'deleted' }),
      expect.objectContaining({ key: '6', slug: 'bridge', parentKey: null }),
    ])
  })
})

describe('a file', () => {
  test('may have control characters and a byte order mark that XML does not know', async () => {
    const { comments } = await read(
      'disqus_comments',
      `\ufeff${disqusXml([{ key: '1', html: 'a\u0000b\u000bc' }])}`,
    )

    expect(comments).toMatchObject([{ html: 'abc' }])
  })

  test.each([
    ['that is no XML', 'Dear newsroom'],
    ['that ends too early', disqusXml([{ key: '1' }]).slice(0, -20)],
    ['of another kind', wxrXml([{ key: '1' }])],
    ['with entities of its own', '<!DOCTYPE a [<!ENTITY a "aa">]><disqus>&a;</disqus>'],
    ['that is nested without end', `<disqus>${'<a>'.repeat(100)}`],
    ['with one name twice', '<disqus a="1" a="2"></disqus>'],
    ['in Latin-1', Buffer.from('<disqus>\u00e4</disqus>', 'latin1')],
    ['of nothing', ''],
  ])('%s is refused in words', async (_name, xml) => {
    await expect(read('disqus_comments', xml)).rejects.toThrow(ExportError)
  })

  test('that is not gzipped as it says, or ends too early, is refused in words', async () => {
    const whole = gzipSync(disqusXml([{ key: '1' }]))

    await expect(readPacked(Buffer.from('\u001f\u008bno', 'latin1'))).rejects.toThrow(ExportError)
    await expect(readPacked(whole.subarray(0, -30))).rejects.toThrow(ExportError)
  })

  test('that unpacks to more than a quarter of a gigabyte is refused before it is all there', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('<disqus>'), Buffer.alloc(300_000_000, ' ')]), {
      level: 1,
    })

    await expect(readExport('disqus_comments', Readable.from([bomb]))).rejects.toThrow(/Unpacked/)
  }, 30_000)
})
