/** A named, parameterised SQL text: prepared once per connection under its name. */
export interface Statement {
  name: string
  text: string
  values: readonly unknown[]
}

/** The read path of delivery: plain statements, outside any transaction. */
export interface Reads {
  query<Row>(statement: Statement): Promise<Row[]>
}
