import { makePatient, painOf, saveForm } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

test('when two nurses change one form, then the second sees both values and nothing typed is lost', async ({
  admit,
  words,
}) => {
  const first = await admit('nurse')
  const second = await admit('nurse')
  const patient = await makePatient(first.api, { operatedDaysAgo: 1 })
  await saveForm(first.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })
  const address = patient.formAt('d1', 'pain')
  await first.page.goto(address)
  await second.page.goto(address)
  const ours = readSheet(first.page, words, 'pain')
  const mine = readSheet(second.page, words, 'pain')

  await ours.type('vas_back_rest', '4')
  await ours.type('vas_leg_left', '1')
  await ours.save()

  // The second began before that: both changed the back at rest, each changed another leg.
  await mine.type('vas_back_rest', '2')
  await mine.type('vas_leg_right', '1.5')
  await second.page.getByRole('button', { name: words('common.save'), exact: true }).click()
  const dialog = second.page.getByRole('dialog', { name: words('entry.conflict.title') })
  await expect(dialog).toContainText(first.displayName)
  const choiceOf = (item: string) =>
    dialog.getByRole('group', { name: words.item('pain', item), exact: true })
  const side = (item: string, name: 'mine' | 'theirs') =>
    choiceOf(item).getByRole('radio', { name: words(`entry.conflict.${name}`) })
  await expect(choiceOf('vas_back_rest')).toContainText('4')
  await expect(choiceOf('vas_back_rest')).toContainText('2')
  await expect(side('vas_leg_left', 'theirs')).toBeChecked()
  await expect(side('vas_leg_right', 'mine')).toBeChecked()
  const save = dialog.getByRole('button', { name: words('entry.conflict.save') })
  await expect(save).toBeDisabled()

  // Deciding later keeps what was typed.
  await dialog.getByRole('button', { name: words('entry.conflict.later') }).click()
  await expect(mine.box('vas_back_rest')).toHaveValue('2')
  await expect(mine.box('vas_leg_right')).toHaveValue('1.5')

  await second.page.getByRole('button', { name: words('common.save'), exact: true }).click()
  await side('vas_back_rest', 'mine').check()
  await save.click()
  await expect(toast(second.page, words('entry.saved'))).toBeVisible()
  await expect(mine.box('vas_leg_left')).toHaveValue('1')

  await first.page.reload()
  for (const [item, value] of Object.entries({
    vas_back_rest: '2',
    vas_back_activity: '3',
    vas_leg_left: '1',
    vas_leg_right: '1.5',
  })) {
    await expect(ours.box(item)).toHaveValue(value)
  }
})

test('when two people judge one flag, then the second is told and the first decision stands', async ({
  admit,
  words,
}) => {
  const first = await admit('clinician')
  const second = await admit('clinician')
  const patient = await makePatient(first.api, { operatedDaysAgo: 1 })
  const leak = { leak: 1, leak_detection: 1, leak_types: [1], leak_endplate_cortex: 0, leak_symptomatic: 0 }
  await saveForm(first.api, patient, 'd1', 'leakage', leak, { doneDaysAgo: 0, repeatKey: 'T12' })
  await first.page.goto(patient.timeline)
  await second.page.goto(patient.timeline)
  const flag = words('rules.names.cement-leakage')
  await first.page
    .getByRole('article', { name: flag })
    .getByRole('button', { name: words('timeline.confirm') })
    .click()
  await expect(toast(first.page, words('timeline.flagConfirmed', { label: flag }))).toBeVisible()

  const other = second.page.getByRole('article', { name: flag })
  await other.getByRole('textbox').fill('看不清')
  await other.getByRole('button', { name: words('timeline.reject') }).click()
  const told = second.page.getByRole('log')
  await expect(told).toContainText(words('problems.conflict.title'))
  await expect(told).toContainText('看不清')
  await expect(other).toHaveCount(0)
  const { rows } = await first.api.get<{ rows: { status: string }[] }>(
    `/studies/live/complications?enrolment=${patient.enrolmentId}`,
  )
  expect(rows.map(({ status }) => status)).toEqual(['confirmed'])
})
