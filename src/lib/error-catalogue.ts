/**
 * Every failure a client can meet: the API's error codes are these keys (RFC 9457 `type` is
 * `/problems/<code>`). `help` is what the page behind that address tells a developer.
 */
export const CATALOGUE = {
  validation: {
    status: 400,
    title: 'The request is not valid',
    help: 'A member or parameter has a wrong type, length, format or value, or is not known. `errors` names each place: `pointer` is a JSON Pointer into the body, `parameter` a query or path parameter. Nothing was written. Correct the request and send it again.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor does not fit',
    help: 'A cursor continues one list: the same path, filters and sort that it came from. It was changed, cut, or sent with other parameters. Start again without a cursor.',
  },
  unauthenticated: {
    status: 401,
    title: 'Credentials are missing or not valid',
    help: 'Send `Authorization: Bearer vb_…`. The key may be unknown, expired or revoked. Delivery needs no key, but refuses a wrong one.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    help: 'The key is valid and lacks the scope that the operation names. Ask an administrator for a key with that scope.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such resource',
    help: 'Nothing answers at this address for this caller. What the caller may not know exists answers in the same words.',
  },
  'parent-not-found': {
    status: 404,
    title: 'There is no such comment to answer',
    help: 'The parent is unknown, stands under another article, or is not public. Read the thread again and answer a comment that is there.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The resource does not support this method',
    help: 'The `Allow` header lists the methods that this address supports.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable representation',
    help: 'The `Accept` header names no media type that this address can answer with.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    help: 'The whole request must arrive within the time limit. Send it again.',
  },
  conflict: {
    status: 409,
    title: 'The request conflicts with the current state',
    help: 'Something that exists prevents the change; `detail` says what. Read the current state and decide again.',
  },
  'state-changed': {
    status: 409,
    title: 'Somebody else decided first',
    help: 'The comment is no longer in the version, revision or status that the decision was made on. `current` holds the present state and text. Look at it and decide again.',
  },
  'slug-taken': {
    status: 409,
    title: 'The slug belongs to something else',
    help: 'A slug is never given to a second resource, also not after it has changed. Choose another one, or leave it out to have one made from the title or name.',
  },
  'comments-closed': {
    status: 409,
    title: 'Comments are closed',
    help: 'The article takes no more comments. Those that were approved stay readable.',
  },
  'quote-altered': {
    status: 409,
    title: 'The words of a confirmed quote changed',
    help: 'A confirmed quote must stand in the text letter by letter. `quotes` lists each one with what was expected and what was found. Restore the words, anchor the quote anew, or, when saving, say why in `acknowledgeQuoteChanges`. Publication has no such exception.',
  },
  'publication-blocked': {
    status: 409,
    title: 'The article cannot be published as it is',
    help: '`errors` lists what stands in the way.',
  },
  'count-changed': {
    status: 409,
    title: 'The selection is no longer what it was',
    help: 'More or fewer items match the filter than `expectedCount` says. Look at the list again.',
  },
  'idempotency-running': {
    status: 409,
    title: 'The same request is still being worked on',
    help: 'Another request with this Idempotency-Key has not finished. Wait a moment and repeat it to get its answer.',
  },
  'idempotency-secret-lost': {
    status: 409,
    title: 'The answer held a secret and was not kept',
    help: 'The request had been carried out, and the secret that it made was shown once. `id` names whose it is, an API key or a webhook endpoint: rotate it to get a new secret, or remove it.',
  },
  duplicate: {
    status: 409,
    title: 'The same was sent before',
    help: 'The same author sent the same text a short while ago.',
  },
  'captcha-spent': {
    status: 409,
    title: 'The captcha was already used',
    help: 'A captcha buys one request. The same request may be repeated with it and gets the same answer; another one needs a new challenge.',
  },
  gone: {
    status: 410,
    title: 'The article was canceled',
    help: 'The newsroom took the article back for good. `notice` is its public explanation, when there is one. Remove your copies.',
  },
  'cursor-expired': {
    status: 410,
    title: 'The cursor is too old',
    help: 'What it pointed at is no longer kept. Start again without a cursor.',
  },
  stale: {
    status: 412,
    title: 'The resource changed since it was read',
    help: 'The version in `If-Match` is not the current one. `current` tells the version, who changed it, when, and which fields changed since yours. Read it again, merge, and repeat.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    help: 'Each operation accepts bodies up to a size that fits it.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has an unsupported media type',
    help: 'Send `application/json` in UTF-8, without a byte order mark. PATCH also takes `application/merge-patch+json`. An upload is an image of a type that its operation names, by its content.',
  },
  unprocessable: {
    status: 422,
    title: 'The request cannot be carried out',
    help: 'It is well formed, and names something that does not exist or does not fit; `errors` says where.',
  },
  empty: {
    status: 422,
    title: 'There is nothing to read',
    help: 'Without white space and invisible characters nothing is left of the text.',
  },
  'anchor-not-found': {
    status: 422,
    title: 'The quoted words are not in the text',
    help: 'A segment must stand in the plain text of the article letter by letter. `nearest` shows the closest passage, where there is one.',
  },
  'anchor-ambiguous': {
    status: 422,
    title: 'The quoted words stand in several places',
    help: 'Send `prefix`, `suffix`, or `start` and `end` to say which of the `places` is meant.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    help: 'A key belongs to one request: its address, with parameters, and its body. Take a new key for a new request.',
  },
  'captcha-required': {
    status: 422,
    title: 'A captcha is required',
    help: 'Get one from `POST /v1/captcha/challenge` and send `captcha` with its token and the answer.',
  },
  'captcha-invalid': {
    status: 422,
    title: 'The captcha token is not valid',
    help: 'The token was not issued by this server, or was changed on the way. Get a new one.',
  },
  'captcha-expired': {
    status: 422,
    title: 'The captcha has expired',
    help: 'Get a new one from `POST /v1/captcha/challenge`; the text of the comment is not lost.',
  },
  'captcha-mismatch': {
    status: 422,
    title: 'The captcha was issued for something else',
    help: 'A captcha is bound to an action and, when one was named, to an article. Get one for this request.',
  },
  'captcha-wrong': {
    status: 422,
    title: 'The answer is wrong',
    help: '`attemptsLeft` tells how often this captcha may still be tried.',
  },
  'captcha-exhausted': {
    status: 422,
    title: 'The captcha was answered wrongly too often',
    help: 'Get a new one from `POST /v1/captcha/challenge`.',
  },
  'precondition-required': {
    status: 428,
    title: 'The request needs a precondition',
    help: 'Send `If-Match` with the ETag that you read, so that nobody else’s change is overwritten. `*` is not enough.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    help: 'Wait for the seconds in `Retry-After`.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    help: 'Send fewer or shorter headers.',
  },
  'unavailable-for-legal-reasons': {
    status: 451,
    title: 'Unavailable for legal reasons',
    help: 'The article was taken from the public because a law or a court demands it. `notice` is the public explanation, when there is one.',
  },
  internal: {
    status: 500,
    title: 'The server failed',
    help: 'The fault is ours. It is in the log under the `requestId`.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not available at the moment',
    help: 'The database or the storage of files does not answer, or the server is starting, stopping or overloaded. Repeat the request after the seconds in `Retry-After`.',
  },
} as const satisfies Record<string, { status: number; title: string; help: string }>

export type ErrorCode = keyof typeof CATALOGUE
export type ErrorStatus = (typeof CATALOGUE)[ErrorCode]['status']
