import type { Api } from '@/tests/support/e2e/api'
import { makePatient, painOf, QUIET_SIGNS, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

const LEAK = { leak: 1, leak_detection: 1, leak_types: [3], leak_endplate_cortex: 1, leak_symptomatic: 0 }

/** Day 92: back pain down from 8 to 4.5, which is still a residual pain; a leak at T12; a full bladder on day 1. */
async function makeFlaggedPatient(nurse: Api): Promise<MadePatient> {
  const patient = await makePatient(nurse, { operatedDaysAgo: 92 })
  const save = (visit: string, form: string, values: Record<string, unknown>, day: number, repeatKey = '') =>
    saveForm(nurse, patient, visit, form, values, { doneDaysAgo: 92 - day, repeatKey })
  await save('pre', 'pain', painOf(8), -1)
  await save('d1', 'pain', painOf(3), 1)
  await save('d1', 'leakage', LEAK, 1, 'T12')
  await save('d1', 'urgent_signs', { ...QUIET_SIGNS, urgent_bladder: 1 }, 1)
  await save('m3', 'pain', painOf(4.5), 92)
  return patient
}

test('when a clinician opens a patient, then the course is told in a sentence and flags are settled there', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makeFlaggedPatient(nurse.api)
  const { page } = await admit('clinician')
  await page.goto(patient.timeline)

  await expect(page.getByText(words('timeline.summary.dayAfterOperation', { day: 92 })).first()).toBeVisible()
  await expect(
    page
      .getByText(
        words('timeline.summary.change', { label: words('course.backPain'), from: '8', to: '4.5' }),
        { exact: true },
      )
      .first(),
  ).toBeVisible()

  const leak = page.getByRole('article', { name: words('rules.names.cement-leakage') })
  await expect(leak).toContainText(words('rules.leak_ct', { level: 'T12' }))
  await expect(leak).toContainText('Yeom 2003')
  await leak.getByRole('button', { name: words('timeline.confirm') }).click()
  await expect(
    toast(page, words('timeline.flagConfirmed', { label: words('rules.names.cement-leakage') })),
  ).toBeVisible()
  await expect(leak).toHaveCount(0)

  // Rejecting needs a reason: without one nothing is sent and the box has the focus.
  const pain = page.getByRole('article').filter({ hasText: 'rbp-ovcf' })
  await pain.getByRole('button', { name: words('timeline.reject') }).click()
  await expect(pain.getByText(words('timeline.reasonMissing'))).toBeVisible()
  const reason = pain.getByRole('textbox', { name: words('timeline.reason') })
  await expect(reason).toBeFocused()
  await reason.fill('肋间神经痛 / intercostal neuralgia')
  await pain.getByRole('button', { name: words('timeline.reject') }).click()
  await expect(pain).toHaveCount(0)

  const urgent = page.getByRole('article', { name: words('rules.alerts.urgent') })
  await expect(urgent).toContainText(words('rules.urgent_bladder'))
  await urgent.getByRole('textbox', { name: words('timeline.handling') }).fill('MRI, 泌尿科会诊')
  await urgent.getByRole('button', { name: words('timeline.acknowledge') }).click()
  await expect(urgent).toHaveCount(0)

  const { rows } = await nurse.api.get<{
    rows: { type: string; status: string; adjudicationNote: string }[]
  }>(`/studies/live/complications?enrolment=${patient.enrolmentId}`)
  expect(rows.map(({ status }) => status).sort()).toEqual(['confirmed', 'rejected'])
  expect(rows.find(({ status }) => status === 'rejected')?.adjudicationNote).toContain('intercostal')
})

test('when a clinician judges from the list, then an empty reason is refused in place', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makeFlaggedPatient(nurse.api)
  const { page } = await admit('clinician')
  await page.goto('/live/complications?status=proposed')
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: patient.code }) })
    .filter({ hasText: 'T12' })
  await row.getByRole('button', { name: words('complications.judge.reject') }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(words('rules.leak_ct', { level: 'T12' }))
  await dialog.getByRole('button', { name: words('complications.judge.reject'), exact: true }).click()
  await expect(dialog.getByText(words('issues.required'))).toBeVisible()
  await dialog.getByRole('textbox', { name: words('complications.judge.reason') }).fill('artefact / 伪影')
  await page.keyboard.press('Control+Enter')
  await expect(toast(page, words('complications.judge.done.rejected'))).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.goto('/live/complications?status=rejected')
  await expect(row).toContainText('artefact / 伪影')
})

test('when a nurse sees an urgent alert on Today, then it stays until somebody takes notice by name', async ({
  admit,
  words,
}) => {
  const { page, api, displayName } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await saveForm(
    api,
    patient,
    'd1',
    'urgent_signs',
    { ...QUIET_SIGNS, urgent_weakness: 1 },
    { doneDaysAgo: 0 },
  )
  await page.goto('/live/complications?view=alerts&open=true')
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: patient.code }) })
  await expect(row).toContainText(words('rules.urgent_weakness'))
  await row.getByRole('button', { name: words('complications.acknowledge.do') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('已通知值班医师')
  await dialog.getByRole('button', { name: words('complications.acknowledge.do'), exact: true }).click()
  await expect(toast(page, words('complications.acknowledge.done'))).toBeVisible()
  await page.goto('/live/complications?view=alerts&open=false')
  await expect(row).toContainText(displayName)
  await expect(row).toContainText('已通知值班医师')
})
