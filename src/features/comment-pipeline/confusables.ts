/**
 * Letters that look like Latin ones, after the prototypes of Unicode's confusables.txt (UTS #39, version 16):
 * small letters of Cyrillic, Greek and Armenian, and the digits that stand for letters. Punctuation stays what it is:
 * it parts words.
 * Compatibility forms, such as full-width or mathematical letters, are folded by NFKD before.
 */
const LOOKALIKES: Record<string, string> = {
  a: 'аɑα',
  b: 'ьЬв',
  c: 'сϲⅽ',
  d: 'ԁⅾ',
  e: 'еҽ℮є3',
  f: 'ſϝ',
  g: 'ɡց',
  h: 'һհ',
  i: 'іıɩιӏ1l',
  j: 'јϳ',
  k: 'кκ',
  m: 'мⅿ',
  n: 'ոп',
  o: 'оοσօ0',
  p: 'рρ',
  q: 'ԛզ',
  r: 'гᴦ',
  s: 'ѕꜱ5',
  t: 'тτ',
  u: 'υսʋ',
  v: 'νѵⅴ',
  w: 'ԝѡω',
  x: 'хχⅹ',
  y: 'уγү',
  z: 'ᴢ',
}

const PROTOTYPES = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, others]) =>
    Array.from(others, (other) => [other, latin] as const),
  ),
)

/** The Latin letter that a character looks like, or itself. */
export const prototypeOf = (character: string): string => PROTOTYPES.get(character) ?? character
