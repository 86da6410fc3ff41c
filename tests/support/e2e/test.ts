import { randomBytes } from 'node:crypto'
import { test as base, type BrowserContext, type Page } from '@playwright/test'
import type { Role } from '@/lib/access/verbs'
import { isLocale, type Locale } from '@/lib/i18n/locale'
import { openApi, signIn, type Api } from './api'
import { waitUntilListening, watchConsole } from './watch'
import { speak, type Words } from './words'

export { expect } from '@playwright/test'

/** Somebody made for one test, with a browser of their own. */
export interface Person {
  readonly id: string
  readonly username: string
  readonly password: string
  readonly displayName: string
  readonly context: BrowserContext
  readonly page: Page
  readonly api: Api
}

interface Asked {
  readonly studies?: readonly string[]
  readonly site?: 'NORTH' | 'SOUTH'
  /** Their own language; that of the run unless told. */
  readonly speaks?: Locale
}

interface Fixtures {
  readonly words: Words
  readonly language: Locale
  /** Adds a person who holds the role and has not signed in. */
  readonly hire: (role: Role, asked?: Asked) => Promise<Omit<Person, 'context' | 'page' | 'api'>>
  /** Adds a person and opens a browser in which they are signed in. */
  readonly admit: (role: Role, asked?: Asked) => Promise<Person>
  /** Opens one more browser, nobody signed in. */
  readonly openBrowser: () => Promise<BrowserContext>
}

interface WorkerFixtures {
  readonly origin: string
  readonly administrator: Api
}

const PASSWORD = 'a spine to lean on 2026'
const ACROSS: readonly Role[] = ['admin']
const EVERY_SITE: readonly Role[] = ['researcher', 'admin']

export const test = base.extend<Fixtures, WorkerFixtures>({
  origin: [
    async ({}, give, worker) => {
      await give(String(worker.project.use.baseURL))
    },
    { scope: 'worker' },
  ],
  administrator: [
    async ({ browser, origin }, give) => {
      const context = await browser.newContext({ baseURL: origin })
      const page = await context.newPage()
      // The demo's own administrator, whose password the sign-in page tells.
      await page.goto('/login')
      const password = (await page.locator('code').textContent()) ?? ''
      await signIn(context.request, origin, { username: 'admin', password })
      await give(openApi(context.request, origin))
      await context.close()
    },
    { scope: 'worker' },
  ],
  language: async ({ locale }, give) => {
    if (!isLocale(locale)) throw new Error(`${locale} is not spoken here`)
    await give(locale)
  },
  words: async ({ language }, give) => {
    await give(speak(language))
  },
  openBrowser: async ({ browser, contextOptions, origin, locale }, give) => {
    const opened: { context: BrowserContext; expectQuiet: () => void }[] = []
    await give(async () => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: origin,
        locale: locale ?? 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      })
      opened.push({ context, ...watchConsole(context) })
      waitUntilListening(context)
      return context
    })
    for (const { context } of opened) await context.close()
    for (const { expectQuiet } of opened) expectQuiet()
  },
  hire: async ({ administrator, language }, give) => {
    await give(async (role, { studies = ['live'], site = 'NORTH', speaks = language } = {}) => {
      const username = `${role}.${randomBytes(4).toString('hex')}`
      const displayName = `试例 ${username}`
      const places = ACROSS.includes(role) ? [null] : studies
      const grants = places.map((study) => ({ role, study, site: EVERY_SITE.includes(role) ? null : site }))
      const account = { username, displayName, password: PASSWORD, locale: speaks, grants, mustChange: false }
      const { id } = await administrator.post<{ id: string }>('/people', account)
      return { id, username, password: PASSWORD, displayName }
    })
  },
  admit: async ({ hire, openBrowser, origin }, give) => {
    await give(async (role, asked) => {
      const person = await hire(role, asked)
      const context = await openBrowser()
      await signIn(context.request, origin, person)
      return { ...person, context, page: await context.newPage(), api: openApi(context.request, origin) }
    })
  },
})
