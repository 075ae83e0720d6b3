/** The version of a thing at the desk as it was read, to be sent with the change that builds on it. */
export function ifMatch(response: Response): { 'if-match': string } {
  const tag = response.headers.get('etag')
  if (tag === null) throw new TypeError('This answer carries no version.')
  return { 'if-match': tag }
}
