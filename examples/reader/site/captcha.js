import { read, send } from '/api.js'

/** A sum to show: `text` to be read, `spoken` to be heard. It is good for this article and for twenty minutes. */
export async function newSum(articleId) {
  const language = document.documentElement.lang
  const { token, prompt } = await send('POST', '/v1/captcha/challenge', {
    action: 'comment.create',
    articleId,
    language,
  })
  return { token, ...prompt }
}

/** Instead of a sum, work for the machine: what the ALTCHA widget would send, found by the page itself. */
export async function workedOut(articleId) {
  const challenge = await read('/v1/captcha/challenge', { kind: 'pow', articleId })
  const solution = await search(challenge.parameters)
  return btoa(JSON.stringify({ challenge, solution }))
}

/** Tries numbers until the key that PBKDF2 makes of one begins as asked, at most two thousand times. */
async function search({ nonce, salt, cost, keyLength, keyPrefix }) {
  const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0])
  const place = new DataView(password.buffer, password.length - 4)
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: cost }
  for (let counter = 0; ; counter++) {
    place.setUint32(0, counter)
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    const derivedKey = hexOf(await crypto.subtle.deriveBits(how, key, keyLength * 8))
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (byte) => Number.parseInt(byte, 16))
const hexOf = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
