import type { Page } from '@playwright/test'
import { makePatient, saveForm } from '@/tests/support/e2e/patients'
import { readSheet } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

/** What is shown beside the pointer or the focus. */
const shown = (page: Page) =>
  page.locator('[data-base-ui-portal], [data-side]').filter({ hasText: /\S/ }).first()

/** On a Chinese page only references are in Latin letters: names of papers, addresses, ids. */
function expectNoProse(text: string) {
  expect(text.match(/\b[a-z]{4,}(?: [a-z]{2,}){2,}\b/g) ?? []).toEqual([])
}

test('when a nurse points at a score or tabs to it, then formula, inputs with their values and source are there', async ({
  admit,
  words,
  language,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { arm: 'peld', operatedDaysAgo: 92, levels: ['L4-5'] })
  await page.goto(patient.formAt('m3', 'pain'))
  const sheet = readSheet(page, words, 'pain')
  await sheet.type('vas_leg_left', '2')
  await sheet.type('vas_leg_right', '6.5')
  const panel = page.getByRole('region', { name: words('entry.scores') })
  const score = panel.getByRole('button', { name: new RegExp(words.item('pain', 'vas_leg')) })
  await score.hover()
  await expect(shown(page)).toContainText(`${words.item('pain', 'vas_leg_right')} 6.5`)
  await expect(shown(page)).toContainText(`${words.item('pain', 'vas_leg_left')} 2`)
  await expect(shown(page)).toContainText('vas-leg-worst v1')
  if (language === 'zh-CN') expectNoProse(await shown(page).innerText())
  await page.mouse.move(0, 0)
  await expect(shown(page)).toHaveCount(0)
  // The same for the keyboard, and for who hears the page.
  await page.getByRole('button', { name: words('common.save'), exact: true }).focus()
  for (let presses = 0; presses < 20 && !(await shown(page).count()); presses += 1) {
    await page.keyboard.press('Tab')
  }
  await expect(shown(page)).toContainText(words.item('pain', 'vas_back_rest'))
  await expect(score).toHaveAccessibleDescription(/vas-leg-worst v1/)
  // A VAS is the department's own rule; parts of the JOA were not read in their source, and say so.
  await expect(panel.getByText(words('entry.unverified'), { exact: true })).toHaveCount(0)
  await page.goto(patient.formAt('m3', 'joa'))
  await expect(panel.getByText(words('entry.unverified'), { exact: true }).first()).toBeVisible()
})

test('when a clinician points at the JOA in the sentence, then its recovery rate is reckoned out', async ({
  admit,
  words,
  language,
}) => {
  const { page, api } = await admit('clinician')
  const patient = await makePatient(api, { arm: 'peld', operatedDaysAgo: 92, levels: ['L4-5'] })
  const full = {
    ...{ joa_low_back: 3, joa_leg: 3, joa_gait: 3, joa_slr: 2, joa_sensory: 2, joa_motor: 2, joa_turning: 2 },
    ...{ joa_standing: 2, joa_washing: 2, joa_leaning: 2, joa_sitting: 2, joa_lifting: 2, joa_walking: 2 },
    joa_bladder: 0,
  }
  await saveForm(
    api,
    patient,
    'pre',
    'joa',
    { ...full, joa_low_back: 0, joa_leg: 0, joa_gait: 1 },
    { doneDaysAgo: 92 },
  )
  await saveForm(api, patient, 'm3', 'joa', { ...full, joa_low_back: 1 }, { doneDaysAgo: 0 })
  await page.goto(patient.timeline)
  const sentence = page.getByRole('button', { name: /JOA 21 → 27/ })
  await sentence.hover()
  // 100 × (27 − 21) ÷ (29 − 21)
  await expect(shown(page)).toContainText('75.0')
  await expect(shown(page)).toContainText('joa-recovery v1')
  await expect(shown(page)).toContainText(words('course.unverified'))
  await expect(page.getByText(words('timeline.summary.recovery', { rate: 75 })).first()).toBeVisible()
  if (language === 'zh-CN') expectNoProse(await shown(page).innerText())
})
