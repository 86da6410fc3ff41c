import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { formatP } from '@/lib/analysis/format'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { expectedOf as expected } from '@/tests/support/e2e/oracle'
import { expect, test } from '@/tests/support/e2e/test'
import { speak, type Words } from '@/tests/support/e2e/words'

const COMPLICATIONS = {
  residual_back_pain: 'residual_lbp',
  recurrent_pain: 'recurrent_pain',
  early_reherniation: 'relapse',
} as const

test('when a researcher has compared the complications of the trial, then the Word document and the workbook say the same in the language of the journal', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['snrb'] })
  await page.goto('/snrb/compare')
  await page.getByRole('button', { name: words('compare.preset.complications') }).click()
  await page.getByRole('button', { name: words('compare.run') }).click()
  await expect(page.getByRole('heading', { name: words('pack.heading') })).toBeVisible()
  const hash = /[0-9a-f]{64}/.exec((await page.locator('#receipt + dl').innerText()) ?? '')?.[0] ?? '?'

  for (const language of ['zh-CN', 'en'] as const) {
    const told = speak(language)
    const code = language === 'en' ? 'en' : 'zh'
    await page.getByRole('combobox', { name: words('pack.language') }).selectOption(code)
    const document = await take(page, words, 'docx', code)
    const text = readText(document, 'word/document.xml')
    const sheet = readText(await take(page, words, 'xlsx', code), 'xl/worksheets/sheet1.xml')
    for (const [type, column] of Object.entries(COMPLICATIONS)) {
      const label = told.of(findComplicationType(type)?.label ?? { zh: '?', en: '?' })
      const fisher = formatP(expected('fisher', `snrb/table4/${column}`, 'p'), 0.05)
      for (const one of [text, sheet]) {
        expect(one).toContain(label)
        expect(one).toContain(`${fisher} (${told('analysis.tests.fisher')})`)
      }
    }
    expect(text).toContain(told('pack.methods'))
    expect(text).toContain(told('pack.table', { n: 1 }))
    expect(text).toContain(hash)
  }

  // A comparison made before gives the same file.
  const again = await take(page, words, 'docx', 'en')
  await page.reload()
  await page.getByRole('combobox', { name: words('pack.language') }).selectOption('en')
  expect((await take(page, words, 'docx', 'en')).equals(again)).toBe(true)
})

async function take(page: Page, words: Words, format: 'docx' | 'xlsx', language: string): Promise<Buffer> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: words(`pack.${format}`) }).click()
  const file = await waiting
  expect(file.suggestedFilename()).toMatch(new RegExp(`^snrb-[0-9a-f]{8}-${language}\\.${format}$`))
  return readFileSync(await file.path())
}

/** The words of a part of an archive. */
function readText(bytes: Buffer, part: string): string {
  return strFromU8(unzipSync(new Uint8Array(bytes))[part] ?? new Uint8Array())
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('\u00a0', ' ')
}
