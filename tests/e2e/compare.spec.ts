import type { Locator, Page } from '@playwright/test'
import { formatP } from '@/lib/analysis/format'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { expectedOf as expected } from '@/tests/support/e2e/oracle'
import { escape } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

const NOBODY = { zh: '', en: '' }

test('when a researcher compares changes from admission, then each arm, the difference and the adjusted one stand with their intervals', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['snrb'] })
  await page.goto('/snrb/compare')
  const plan = page.getByRole('form', { name: words('compare.plan') })
  await plan.getByRole('button', { name: words('compare.preset.changes') }).click()
  await plan
    .locator('summary')
    .filter({ hasText: new RegExp(`^${words('compare.baseline')}`) })
    .click()
  await plan.getByRole('checkbox', { name: words('compare.within') }).check()
  await run(page, words)

  const joa = words.item('joa_total', 'joa')
  const table = page.getByRole('table', { name: words('analysis.table.title') })
  const row = rowOf(table, joa)
  await expect(row).toContainText(/\(\S+,\s\S+\)/)
  const adjusted = row.locator('xpath=following-sibling::tr[1]')
  await expect(adjusted).toContainText(words('analysis.effects.adjusted_difference'))
  await expect(adjusted).toContainText(
    formatP(expected('ancova', 'snrb/joa_m3~adm', 'adjusted_difference', 0, 'p'), 0.05),
  )

  // Each arm before and after, with a reason behind every P.
  const within = page.getByRole('table', { name: words('analysis.within.title') })
  const arm = rowOf(within, joa).locator('xpath=following-sibling::tr[1]')
  await expect(arm).toContainText('38')
  await expect(arm).toContainText(formatP(expected('t_paired', 'snrb/S/joa_adm-joa_m3', 'p')))
  await arm.getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText(words('analysis.tests.paired_t'))
  await page.keyboard.press('Escape')
})

test('when complications of a trial are compared, then two-sided Fisher stands beside the rule’s choice', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['snrb'] })
  await page.goto('/snrb/compare')
  await page.getByRole('button', { name: words('compare.preset.complications') }).click()
  await run(page, words)
  const table = page.getByRole('table', { name: words('analysis.table.title') })
  for (const [code, column, chosen] of [
    ['residual_back_pain', 'residual_lbp', 'yates'],
    ['recurrent_pain', 'recurrent_pain', 'pearson'],
    ['early_reherniation', 'relapse', 'yates'],
  ] as const) {
    const row = rowOf(table, words.of(findComplicationType(code)?.label ?? NOBODY))
    const p = expected('chisq', `snrb/table4/${column}`, chosen, 'p')
    const fisher = expected('fisher', `snrb/table4/${column}`, 'p')
    await expect(row).toContainText(formatP(p, 0.05))
    await expect(row).toContainText(`${formatP(fisher, 0.05)} (${words('analysis.tests.fisher')})`)
  }
})

test('when four arms of part of the patients are compared, then they stand two by two, n of N adds up, and the comparison opens again', async ({
  admit,
  words,
}) => {
  const { page } = await admit('researcher', { studies: ['live'] })
  await page.goto('/live/compare')
  const plan = page.getByRole('form', { name: words('compare.plan') })
  const title = `four arms ${Date.now()}`
  await plan.getByText(words('compare.population'), { exact: true }).click()
  await plan
    .getByRole('combobox', { name: words('compare.addCondition') })
    .selectOption({ label: words.item('demographics', 'age') })
  const age = words.item('demographics', 'age')
  await plan.getByRole('textbox', { name: words('compare.conditionEnds.min', { name: age }) }).fill('45')
  await plan.getByText(words('compare.table'), { exact: true }).click()
  await plan.getByRole('textbox', { name: words('compare.tableTitle') }).fill(title)
  await plan.getByRole('button', { name: words('compare.preset.outcomes') }).click()
  await run(page, words)

  const table = page.getByRole('table', { name: title })
  const heads = await table.getByRole('columnheader').allInnerTexts()
  const counts = heads.flatMap((head) => /\(n\s=\s(\d+)\)/.exec(head)?.[1] ?? []).map(Number)
  expect(counts).toHaveLength(4)
  const n = counts.reduce((sum, one) => sum + one, 0)
  const said = await page.locator('h2#table + span').innerText()
  expect(said.match(/\d+/g)?.map(Number)).toContain(n)
  await expect(page.getByText(words('analysis.pairs.holm'))).toBeVisible()
  const pairs = page.getByRole('table', { name: words('analysis.pairs.title') })
  await expect(pairs.getByRole('rowheader', { name: /−/ }).first()).toBeVisible()
  const first = page.url()

  await page.goto('/live/compare')
  await page.getByRole('row').filter({ hasText: title }).getByRole('link').click()
  await expect(page).toHaveURL(first)
  await expect(page.getByRole('table', { name: title })).toBeVisible()
})

async function run(page: Page, words: Words) {
  await page.getByRole('button', { name: words('compare.run') }).click()
  await expect(page.getByRole('heading', { name: words('compare.receipt') })).toBeVisible()
}

function rowOf(table: Locator, label: string): Locator {
  return table
    .getByRole('row')
    .filter({ has: table.page().getByRole('rowheader', { name: new RegExp(`^${escape(label)}`) }) })
    .first()
}
