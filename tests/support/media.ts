import type { Database } from '../../src/db/client.ts'

/** An image that is there, as far as articles are concerned: its row, without a file. */
export const anImage = (db: Database, members: { alt?: string } = {}) =>
  db.media.create({
    data: {
      name: 'harbour.jpg',
      mediaType: 'image/jpeg',
      bytes: 1000,
      width: 1200,
      height: 800,
      sha256: Buffer.alloc(32),
      createdBy: 'Test',
      updatedBy: 'Test',
      ...members,
    },
  })
