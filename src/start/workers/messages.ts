/** What the first process of an instance tells the others. */
export type ToWorker =
  | { type: 'prepared' }
  | { type: 'stop'; signal: NodeJS.Signals }
  /** Of all of them; none where one of them did not answer. */
  | { type: 'metrics'; asked: number; text: string | undefined }

/** What they ask it. */
export type FromWorker = { type: 'metrics'; asked: number }
