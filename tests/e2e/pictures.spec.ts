import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openApi, signIn } from '@/tests/support/e2e/api'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Locale } from '@/lib/i18n/locale'
import type { Words } from '@/tests/support/e2e/words'

/** `npm run screens -- --readme` makes these, of the demo as it is after its first start; no other run does. */
const FOLDER = String(process.env.SUIVI_PICTURES)

interface Stage {
  /** Opens the demo's own person in the language of the run. */
  readonly enter: (username: string) => Promise<Page>
  readonly words: Words
}

const PICTURES: Readonly<Record<Locale, Readonly<Record<string, (stage: Stage) => Promise<void>>>>> = {
  'zh-CN': { today: drawToday, entry: drawEntry, timeline: drawTimeline },
  en: { compare: drawCompare, matrix: drawMatrix, phone: drawPhone },
}

test('the pictures of the README @pictures', async ({ openBrowser, origin, language, words }) => {
  const enter = async (username: string) => {
    const context = await openBrowser()
    const page = await context.newPage()
    await page.goto('/login')
    const password = (await page.locator('code').textContent()) ?? ''
    await signIn(context.request, origin, { username, password })
    await openApi(context.request, origin).patch('/me', { locale: language })
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
    return page
  }
  for (const [name, draw] of Object.entries(PICTURES[language])) {
    await test.step(name, () => draw({ enter, words }))
  }
})

async function drawToday({ enter, words }: Stage) {
  const page = await enter('nurse')
  await page.goto('/live/today')
  await expect(page.getByRole('heading', { name: words('today.title'), level: 1 })).toBeVisible()
  await keep(page, 'today-zh', 545)
}

/** Pain by keys, saved; then half of the ODI, its score beside it. */
async function drawEntry({ enter, words }: Stage) {
  const page = await enter('nurse')
  await page.goto('/live/today?visit=m3')
  await page
    .getByRole('link', { name: new RegExp(`^${words('today.enterOf', { code: 'LV-' })}`) })
    .first()
    .click()
  await expect(readSheet(page, words, 'pain').box('vas_back_rest')).toBeFocused()
  for (const answer of ['2', '3.5', '0']) {
    await page.keyboard.type(answer)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.type('1')
  await page.keyboard.press('Control+Enter')
  await expect(toast(page, words('entry.saved'))).toBeVisible()
  await expect(readSheet(page, words, 'odi').answer('odi_1', 0)).toBeFocused()
  for (const answer of ['1', '0', '2', '1', '1', '2', '0', 'r']) {
    await page.keyboard.press(answer)
    await page.keyboard.press('Enter')
  }
  await keep(page, 'entry-zh', 860)
}

async function drawCompare({ enter, words }: Stage) {
  const page = await enter('researcher')
  await page.goto('/ovcf/compare')
  for (const preset of ['operation', 'complications'])
    await page.getByRole('button', { name: words(`compare.preset.${preset}`) }).click()
  await page.getByRole('button', { name: words('compare.run') }).click()
  await expect(page.getByRole('heading', { name: words('compare.receipt') })).toBeVisible()
  await keep(page, 'compare-en', 620)
}

async function drawTimeline({ enter, words }: Stage) {
  const page = await enter('clinician')
  await page.goto('/live/patients/LV-002')
  await expect(page.getByRole('heading', { name: words('timeline.course') })).toBeVisible()
  await keep(page, 'timeline-zh', 740)
}

async function drawMatrix({ enter, words }: Stage) {
  const page = await enter('nurse')
  await page.goto('/live/patients')
  await expect(page.getByRole('heading', { name: words('matrix.title'), level: 1 })).toBeVisible()
  await keep(page, 'matrix-en', 760)
}

async function drawPhone({ enter, words }: Stage) {
  const page = await enter('nurse')
  await page.goto('/live/today?visit=m3')
  await page
    .getByRole('link', { name: new RegExp(`^${words('today.phoneOf', { code: 'LV-' })}`) })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: words('phone.who') })).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: words('phone.outcome') })).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: words.item('nrs', 'nrs_back') })).toBeVisible()
  await page.keyboard.press('3')
  await keep(page, 'phone-en', 640)
}

async function keep(page: Page, name: string, height: number): Promise<void> {
  await page.setViewportSize({ width: 1280, height })
  await page.evaluate(() => scrollTo(0, 0))
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' })
}
