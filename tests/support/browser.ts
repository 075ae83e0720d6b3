import { existsSync } from 'node:fs'
import { afterAll } from '@jest/globals'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Where systems keep Chromium; `CHROMIUM` says otherwise. */
const PLACES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executablePath = PLACES.find((place) => place !== '' && existsSync(place))

/** What needs a browser is left out, and said to be, where there is none. */
export const hasBrowser = executablePath !== undefined

let opened: Promise<Browser> | undefined
const open = () => {
  opened ??= chromium.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  })
  return opened
}

export interface Tab {
  page: Page
  /** What went wrong in it: errors of scripts, and whatever the page's policy refused. */
  faults: string[]
}

/** A new page of a headless browser, with nothing remembered. */
export async function openTab(options: { viewport?: { width: number; height: number } } = {}): Promise<Tab> {
  const context = await (await open()).newContext({ viewport: { width: 1000, height: 900 }, ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  return { page, faults }
}

afterAll(async () => {
  await (await opened)?.close()
})
