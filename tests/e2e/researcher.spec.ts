import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { makePatient } from '@/tests/support/e2e/patients'
import { escape } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

test('when a researcher compares the arms of ovcf, then the published numbers appear, and Fisher where the plan asks', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['ovcf'] })
  await page.goto('/ovcf/compare')
  await expect(page.getByText(words('compare.empty'))).toBeVisible()
  await page.getByRole('button', { name: words('compare.preset.baseline') }).click()
  await page.getByRole('button', { name: words('compare.preset.complications') }).click()
  await page.getByRole('button', { name: words('compare.run') }).click()

  const sex = rowOf(page, words.item('demographics', 'sex'))
  await expect(sex).toContainText('0.359')
  const leakage = words.of(findComplicationType('cement_leakage')?.label ?? { zh: '', en: '' })
  const leak = rowOf(page, leakage)
  await expect(leak).toContainText('13.259')
  await expect(page.getByRole('heading', { name: words('compare.receipt') })).toBeVisible()
  const shared = page.url()

  // The mark beside the P says why this test.
  await leak.getByRole('button').click()
  const why = page.getByRole('dialog')
  await expect(why).toContainText(words('analysis.tests.pearson'))
  await expect(why).toContainText(words('analysis.tests.fisher'))
  await page.keyboard.press('Escape')
  await expect(why).toBeHidden()

  // Fisher, because the plan asks for it and not because of a P.
  const plan = page.getByRole('form', { name: words('compare.plan') })
  const line = plan.getByRole('listitem').filter({ hasText: leakage })
  await line.getByText(leakage).first().click()
  await line
    .getByRole('combobox', { name: words('compare.test') })
    .selectOption({ label: words('analysis.tests.fisher') })
  await expect(page.getByText(words('compare.stale'))).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(words('compare.stale'))).toBeHidden()
  await expect(rowOf(page, leakage)).not.toContainText('13.259')
  await rowOf(page, leakage).getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText(
    words('compare.chosenByPlan', { test: words('analysis.tests.pearson') }),
  )

  // A comparison keeps its address: the first one still says what it said.
  await page.goto(shared)
  await expect(rowOf(page, leakage)).toContainText('13.259')
})

test('when a plan is not complete, then it says where and keeps what was chosen', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['ovcf'] })
  await page.goto('/ovcf/compare')
  await page.getByRole('button', { name: words('compare.run') }).click()
  await expect(page.getByRole('alert').filter({ hasText: words('compare.incomplete') })).toBeVisible()
  await expect(page).toHaveURL('/ovcf/compare')
})

test('when a researcher takes an extract, then data and codebook leave, and the list says so', async ({
  admit,
  words,
}) => {
  const { page, displayName } = await admit('researcher', { studies: ['ovcf'] })
  await page.goto('/ovcf/extracts')
  await page.getByRole('button', { name: words('extracts.download.data'), exact: true }).click()
  await expect(page.getByText(words('issues.required'))).toBeVisible()
  const purpose = `journey ${Date.now()}`
  await page.getByRole('textbox', { name: words('extracts.purpose') }).fill(purpose)

  const data = await download(page, words, 'data')
  expect([...data.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head, first] = data.subarray(3).toString('utf8').split('\r\n')
  expect(head).toContain('visit')
  expect(head?.split(',')).toHaveLength(first?.split(',').length ?? 0)
  expect(data.toString('utf8')).not.toContain('OV-001')

  const codebook = await download(page, words, 'codebook')
  expect([...codebook.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(codebook.toString('utf8')).toContain(words.item('demographics', 'sex'))

  const rows = page.getByRole('row').filter({ hasText: purpose })
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText(displayName)
  await expect(rows.first()).toContainText(/[0-9a-f]{12}/)
})

test('when a researcher asks for pages with patients, then they do not exist', async ({ admit, words }) => {
  const nurse = await admit('nurse')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  const { page } = await admit('researcher', { studies: ['live', 'ovcf'] })
  await page.goto('/live/compare')
  await expect(page.getByRole('link', { name: words('nav.patients'), exact: true })).toHaveCount(0)
  const closed = [
    '/live/today',
    '/live/patients',
    patient.timeline,
    patient.formAt('d1', 'pain'),
    '/people',
    '/trail',
  ]
  for (const address of closed) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('app.notFoundTitle'))
  }
})

function rowOf(page: Page, label: string) {
  return page
    .getByRole('table')
    .first()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${escape(label)}`) }) })
    .first()
}

async function download(page: Page, words: Words, part: 'data' | 'codebook'): Promise<Buffer> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: words(`extracts.download.${part}`), exact: true }).click()
  const file = await waiting
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  return readFileSync(await file.path())
}
