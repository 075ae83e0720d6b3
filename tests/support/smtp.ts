import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeEach } from '@jest/globals'

export interface Mail {
  from: string
  to: string[]
  /** Headers and body as they came over the wire. */
  raw: string
  /** By lower-case name, unfolded. */
  headers: Record<string, string>
  /** The plain text, decoded. */
  text: string
}

const OK = '250 OK'

/**
 * A small mail server that keeps what it is sent. `refuse` answers for a recipient, such as `550 No such user`,
 * until the next test.
 */
export async function mailServer() {
  const mails: Mail[] = []
  let refusal: string | undefined
  const server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`)
    let open: Pick<Mail, 'from' | 'to'> = { from: '', to: [] }
    let body: string | undefined
    let rest = ''
    const begin = (from: string) => {
      open = { from, to: [] }
      return OK
    }
    const add = (to: string) => {
      if (refusal === undefined) open.to.push(to)
      return refusal ?? OK
    }
    const listen = () => {
      body = ''
      return '354 Go on'
    }
    const commands: [RegExp, (address: string) => string][] = [
      [/^MAIL FROM/i, begin],
      [/^RCPT TO/i, add],
      [/^DATA/i, listen],
      [/./, () => OK],
    ]
    const takeCommand = (line: string) => {
      if (/^QUIT/i.test(line)) return socket.end('221 Bye\r\n')
      const [, answer] = commands.find(([form]) => form.test(line)) ?? []
      return say(answer?.(/<(.*?)>/.exec(line)?.[1] ?? '') ?? OK)
    }
    const takeWords = (line: string) => {
      if (line !== '.') {
        body += `${line.replace(/^\.\./, '.')}\r\n`
        return
      }
      mails.push(parse({ ...open, raw: body ?? '' }))
      body = undefined
      say('250 Taken')
    }
    say('220 mail.example ESMTP')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      rest += chunk.toString()
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (body === undefined) takeCommand(line)
        else takeWords(line)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  beforeEach(() => {
    mails.length = 0
    refusal = undefined
  })
  afterAll(() => void server.close())
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (answer: string) => {
      refusal = answer
    },
  }
}

function parse({ from, to, raw }: Pick<Mail, 'from' | 'to' | 'raw'>): Mail {
  const [head = ''] = raw.split('\r\n\r\n', 1)
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const plain = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw)
  const isQuoted = /Content-Type: text\/plain[\s\S]{0,200}?quoted-printable/.test(raw)
  return { from, to, raw, headers, text: isQuoted ? unquote(plain?.[1] ?? '') : (plain?.[1] ?? '') }
}

const unquote = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
