import { signIn } from '@/tests/support/e2e/api'
import { makePatient, painOf, saveForm } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

test('when a value cannot be, then it is refused in place; when it is unusual, then a reason is asked', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await page.goto(patient.formAt('pre', 'ovcf_baseline'))
  const sheet = readSheet(page, words, 'ovcf_baseline')
  const save = page.getByRole('button', { name: words('common.save'), exact: true })
  await sheet.choose('site', 1)
  await sheet.choose('type', 1)
  await sheet.choose('compression', 0)
  await sheet.choose('endplate_intact', 1)
  await sheet.type('course_y', '五')
  await sheet.type('bmd_g_cm2', '61。2')

  // Neither a word nor a number no bone can have is taken for one; both stay as typed.
  await save.click()
  await expect(
    page.getByRole('alert').filter({ hasText: words('entry.trouble', { count: 2 }) }),
  ).toBeVisible()
  await expect(page.getByText(words('issues.not_a_number'))).toBeVisible()
  await expect(page.getByText(words('issues.above_hard', { max: 2.5 }))).toBeVisible()
  await expect(sheet.box('course_y')).toHaveValue('五')
  await expect(sheet.box('bmd_g_cm2')).toHaveValue('61。2')
  await expect(sheet.box('bmd_g_cm2')).toHaveAttribute('aria-invalid', 'true')

  await sheet.type('course_y', '5')
  await sheet.type('bmd_g_cm2', '1.6')
  await expect(page.getByText(words('issues.above_soft', { max: 1.3 }))).toBeVisible()
  await save.click()
  const why = page.getByRole('textbox', { name: words('entry.whyRight') })
  await expect(why).toBeFocused()
  await why.fill('椎体硬化 / sclerotic vertebra')
  // Today is after the operation: no day for this visit.
  await save.click()
  await expect(page.getByRole('alert').getByText(words('issues.after_index_operation'))).toBeVisible()
  await sheet.visitOn.fill('-1')
  await sheet.visitOn.blur()
  await save.click()
  await expect(toast(page, words('entry.saved'))).toBeVisible()

  await page.reload()
  await expect(sheet.box('bmd_g_cm2')).toHaveValue('1.6')
  await expect(page.getByRole('textbox', { name: words('entry.whyRight') })).toHaveValue(/sclerotic/)
})

test('when the connection is lost, then the page says not saved, keeps the text and saves once when it is back', async ({
  admit,
  words,
}) => {
  const { page, api, context } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(page, words, 'pain')
  for (const [item, value] of Object.entries(painOf(3, 1))) await sheet.type(item, String(value))

  await context.setOffline(true)
  const save = page.getByRole('button', { name: words('common.save'), exact: true })
  await save.click()
  await expect(page.getByRole('alert').filter({ hasText: words('ui.notSaved') })).toBeVisible()
  await expect(sheet.box('vas_back_rest')).toHaveValue('3')

  await context.setOffline(false)
  await save.click()
  await expect(toast(page, words('entry.saved'))).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: words('ui.notSaved') })).toHaveCount(0)
  const { entry } = await api.get<{ entry: { version: number; values: Record<string, number> } }>(
    `/studies/live/entries?enrolment=${patient.enrolmentId}&visit=${patient.visits.d1}&instrument=pain`,
  )
  expect(entry).toMatchObject({ version: 1, values: painOf(3, 1) })
})

test('when the answer to a save is lost, then saving again stores nothing twice', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(page, words, 'pain')
  for (const [item, value] of Object.entries(painOf(2))) await sheet.type(item, String(value))

  // The server stores it; the browser never hears so.
  await page.route('**/api/v1/studies/live/entries', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  const save = page.getByRole('button', { name: words('common.save'), exact: true })
  await save.click()
  await expect(page.getByRole('alert').filter({ hasText: words('ui.notSaved') })).toBeVisible()
  await page.unroute('**/api/v1/studies/live/entries')
  await save.click()
  await expect(toast(page, words('entry.saved'))).toBeVisible()
  const { entry } = await api.get<{ entry: { version: number } }>(
    `/studies/live/entries?enrolment=${patient.enrolmentId}&visit=${patient.visits.d1}&instrument=pain`,
  )
  expect(entry.version).toBe(1)
})

test('when a nurse types before the page has come alive, then it is saved like all the rest', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  let wake = () => {}
  const awake = new Promise<void>((resolve) => (wake = resolve))
  await page.route('**/_next/static/**/*.js', async (route) => {
    await awake
    await route.continue()
  })
  await page.goto(patient.formAt('d1', 'pain'), { waitUntil: 'commit' })
  const sheet = readSheet(page, words, 'pain')
  await sheet.box('vas_back_rest').fill('6.5')
  await sheet.box('vas_back_activity').fill('7')
  wake()
  // The score is computed from what was typed.
  await expect(page.getByRole('complementary').getByText('7.0')).toBeVisible()
  await sheet.save()
  const { entry } = await api.get<{ entry: { values: Record<string, number> } }>(
    `/studies/live/entries?enrolment=${patient.enrolmentId}&visit=${patient.visits.d1}&instrument=pain`,
  )
  expect(entry.values).toEqual({ vas_back_rest: 6.5, vas_back_activity: 7 })
})

test('when a form is left half filled, then its draft is there on the next day and on another computer', async ({
  admit,
  openBrowser,
  origin,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })
  await nurse.page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(nurse.page, words, 'pain')
  await sheet.type('vas_back_rest', '4.5')
  await expect(
    nurse.page.getByRole('status').filter({ hasText: words('entry.draftKept', { time: '' }).trim() }),
  ).toBeVisible()

  nurse.page.on('dialog', (dialog) => void dialog.accept())
  await nurse.page.reload()
  await expect(sheet.box('vas_back_rest')).toHaveValue('4.5')
  await expect(nurse.page.getByRole('button', { name: words('entry.discardDraft') })).toBeVisible()

  const elsewhere = await openBrowser()
  await signIn(elsewhere.request, origin, nurse)
  const other = await elsewhere.newPage()
  await other.goto(patient.formAt('d1', 'pain'))
  await expect(readSheet(other, words, 'pain').box('vas_back_rest')).toHaveValue('4.5')

  // Nothing about the patient stays in the browser's own stores.
  const kept = await nurse.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toContain('4.5')
  expect(kept).not.toContain(patient.code)

  await nurse.page.getByRole('button', { name: words('entry.discardDraft') }).click()
  await expect(sheet.box('vas_back_rest')).toHaveValue('3')
})

test('when a nurse has no mouse, then day 1 goes from Today to saved by keys alone', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await page.goto('/live/today')
  const enter = page.getByRole('link', { name: words('today.enterOf', { code: patient.code }) })
  for (let presses = 0; presses < 200; presses += 1) {
    if (await enter.evaluate((link) => link === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(enter).toBeFocused()
  await page.keyboard.press('Enter')

  const sheet = readSheet(page, words, 'pain')
  await expect(sheet.box('vas_back_rest')).toBeFocused()
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await page.keyboard.type('4')
  await page.keyboard.press('Enter')
  await page.keyboard.type('0')
  await page.keyboard.press('Enter')
  // The right leg was not asked about.
  await page.keyboard.press('n')
  await expect(sheet.box('vas_leg_right')).toHaveValue('')
  await page.keyboard.press('Control+Enter')

  const leak = readSheet(page, words, 'leakage')
  await expect(leak.answer('leak_detection', 1)).toBeFocused()
  await page.keyboard.press('1')
  await expect(leak.answer('leak_detection', 1)).toBeChecked()
  await page.keyboard.press('Enter')
  await page.keyboard.press('0')
  await expect(leak.answer('leak', 0)).toBeChecked()
  await page.keyboard.press('Control+s')
  await expect(toast(page, words('entry.saved'))).toBeVisible()

  const { entry } = await api.get<{ entry: { values: Record<string, unknown> } }>(
    `/studies/live/entries?enrolment=${patient.enrolmentId}&visit=${patient.visits.d1}&instrument=pain`,
  )
  expect(entry.values).toEqual({ ...painOf(3), vas_back_activity: 4, vas_leg_right: { missing: 'not_done' } })
})
