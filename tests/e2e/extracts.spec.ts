import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Download, Page } from '@playwright/test'
import { expect, test } from '@/tests/support/e2e/test'
import { readSav } from '@/tests/support/read-sav'
import type { Words } from '@/tests/support/e2e/words'

test('when a researcher takes a workbook, a row a patient with labels and moved dates, then it holds that and its codebook', async ({
  admit,
  words,
  language,
}) => {
  const { page } = await admit('researcher', { studies: ['ovcf'] })
  await page.goto('/ovcf/extracts')
  await page.getByRole('radio', { name: words('extracts.shapes.wide') }).check()
  await expect(page.getByRole('combobox', { name: words('extracts.per') })).toBeHidden()
  await choose(page, words, 'dates', 'extracts.dateOptions.shifted')
  await expect(page.getByText(words('extracts.datesAbout.shifted'))).toBeVisible()
  const tongue = language === 'en' ? 'en' : 'zh'
  await choose(page, words, 'choices', `extracts.choiceOptions.${tongue}`)
  await choose(page, words, 'missing', 'extracts.missingOptions.code')
  await page.getByRole('radio', { name: words('extracts.formats.xlsx') }).check()
  const purpose = `journey ${Date.now()}`
  await page.getByRole('textbox', { name: words('extracts.purpose') }).fill(purpose)

  const file = await takeFile(page, () =>
    page.getByRole('button', { name: words('extracts.download.data'), exact: true }).click(),
  )
  expect(file.suggestedFilename()).toBe('ovcf-wide-data.xlsx')
  const bytes = readFileSync(await file.path())
  const sheets = readSheets(bytes)
  expect([...sheets.keys()]).toEqual(['data', 'codebook', 'notes'])
  const data = sheets.get('data') ?? ''
  // A label stands where its code would.
  expect(data).toContain(`>${words.of({ zh: '男', en: 'Male' })}<`)
  expect(data).toContain('>index_operation_on<')
  expect(data).not.toContain('OV-0')
  expect(sheets.get('codebook')).toContain(words.item('demographics', 'sex'))
  expect(sheets.get('notes')).toContain('>shifted<')

  // The list says how it was taken, and takes it again: nothing has changed, so it is the same file.
  const row = page.getByRole('row').filter({ hasText: purpose })
  await expect(row).toHaveCount(1)
  for (const option of [
    'dateOptions.shifted',
    `choiceOptions.${tongue}`,
    'missingOptions.code',
    'levels.deidentified',
  ]) {
    await expect(row).toContainText(words(`extracts.${option}`))
  }
  const again = await takeFile(page, () => row.getByRole('button').click())
  expect(readFileSync(await again.path()).equals(bytes)).toBe(true)
  await expect(row).toHaveCount(2)
})

test('when a researcher asks for levels in a CSV file, then there is a row a level, and the codebook says how', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['live'] })
  await page.goto('/live/extracts')
  await choose(page, words, 'per', 'extracts.perOptions.level')
  await page.getByRole('textbox', { name: words('extracts.purpose') }).fill('journey')
  const take = (part: 'data' | 'codebook') =>
    takeFile(page, () =>
      page.getByRole('button', { name: words(`extracts.download.${part}`), exact: true }).click(),
    )
  const data = readFileSync(await (await take('data')).path(), 'utf8')
  expect(data.split('\r\n')[0]).toMatch(/^\uFEFFpatient,visit,level,/)
  const codebook = readFileSync(await (await take('codebook')).path(), 'utf8')
  expect(codebook).toContain('\r\nrow,')
  expect(codebook).toContain('\r\nmissing:refused,')
})

test('when a researcher takes an SPSS file, then its labels are inside, and what no longer counts is not asked', async ({
  admit,
  words,
  language,
}) => {
  const { page } = await admit('researcher', { studies: ['ovcf'] })
  await page.goto('/ovcf/extracts')
  await choose(page, words, 'choices', 'extracts.choiceOptions.key')
  await page.getByRole('radio', { name: words('extracts.formats.sav') }).check()
  await expect(page.getByRole('button', { name: words('extracts.download.codebook') })).toBeHidden()
  await expect(page.getByRole('combobox', { name: words('extracts.labelsIn') })).toBeVisible()
  const purpose = `journey ${Date.now()}`
  await page.getByRole('textbox', { name: words('extracts.purpose') }).fill(purpose)
  const file = await takeFile(page, () =>
    page.getByRole('button', { name: words('extracts.download.data'), exact: true }).click(),
  )
  expect(file.suggestedFilename()).toBe('ovcf-long-data.sav')
  const { variables } = readSav(readFileSync(await file.path()))
  const sex = variables.find(({ name }) => name === 'sex')
  expect(Object.values(sex?.labels ?? {})).toContain(words.of({ zh: '男', en: 'Male' }))
  const row = page.getByRole('row').filter({ hasText: purpose })
  await expect(row).toContainText(words(`extracts.choiceOptions.${language === 'en' ? 'en' : 'zh'}`))
  await expect(row).toContainText(words('extracts.missingOptions.declared'))
})

function choose(page: Page, words: Words, field: string, option: string) {
  return page
    .getByRole('combobox', { name: words(`extracts.${field}`) })
    .selectOption({ label: words(option) })
}

async function takeFile(page: Page, act: () => Promise<void>): Promise<Download> {
  const waiting = page.waitForEvent('download')
  await act()
  return waiting
}

function readSheets(bytes: Uint8Array): Map<string, string> {
  const parts = unzipSync(bytes)
  const text = (path: string) => strFromU8(parts[path] ?? new Uint8Array())
  const names = [...text('xl/workbook.xml').matchAll(/<sheet name="(\w+)"/g)]
  return new Map(names.map(([, name = ''], index) => [name, text(`xl/worksheets/sheet${index + 1}.xml`)]))
}
