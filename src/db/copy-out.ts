import { CARRIED } from './carried-tables.ts'
import type { DirectSession } from './direct.ts'

/** A table and some of its rows, each as JSON on one line. */
export interface SomeRows {
  table: string
  rows: string[]
}

const AT_ONCE = 100

/**
 * Every row of the newsroom, table by table, as the database itself writes it: numbers of any size and vectors come
 * back as they were. Inside one transaction it is one picture.
 */
export async function* everyRow(session: DirectSession): AsyncGenerator<SomeRows> {
  for (const table of CARRIED) {
    await session.query(
      `declare carried no scroll cursor for select row_to_json(t)::text as row from "${table}" t`,
    )
    for (;;) {
      const rows = await session.query<{ row: string }>(`fetch ${AT_ONCE} from carried`)
      if (rows.length === 0) break
      yield { table, rows: rows.map(({ row }) => row) }
    }
    await session.query('close carried')
  }
}

/** An image whose file belongs to the newsroom. */
export interface CarriedImage {
  id: string
  mediaType: string
}

export const everyImage = (session: DirectSession) =>
  session.query<CarriedImage>('select id, media_type as "mediaType" from media order by id')
