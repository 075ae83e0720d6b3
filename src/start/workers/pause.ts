/** Who served for so long was well when it began. */
const WELL_MS = 10_000
const PAUSE_MS = 250
const PAUSE_MAX_MS = 30_000

/** How long to wait before another process takes the place of one: longer each time when they do not live long. */
export const pauseBefore = (livedMs: number, shortLives: number) =>
  livedMs >= WELL_MS ? 0 : Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** shortLives)
