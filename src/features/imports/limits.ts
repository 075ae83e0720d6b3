/** Longer than any name that an export gives, and short enough for an index. */
export const KEY_MAX = 200
/** The longest name of a source that is told apart. */
export const SOURCE_MAX = 200
