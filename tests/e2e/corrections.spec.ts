import type { Locator, Page } from '@playwright/test'
import { dayFromNow, makePatient, painOf, saveForm } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'

const label = (words: Words) => words.item('pain', 'vas_back_rest')

/** The one dialog that is open. */
function dialog(page: Page): Locator {
  return page.locator('dialog[open]')
}

async function chooseMore(page: Page, words: Words, entry: string): Promise<void> {
  await page
    .locator('summary')
    .filter({ hasText: words('correct.more') })
    .click()
  await page.getByRole('button', { name: words(entry), exact: true }).click()
}

async function signHere(page: Page, words: Words, password: string): Promise<void> {
  await page.getByRole('button', { name: words('correct.sign.do'), exact: true }).click()
  await dialog(page).getByLabel(words('correct.sign.password')).fill(password)
  await dialog(page)
    .getByRole('button', { name: words('correct.sign.do'), exact: true })
    .click()
}

test('when an entry was saved under a wrong patient, then it is moved to the right one and the trace stays', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const wrong = await makePatient(api, { operatedDaysAgo: 1 })
  const right = await makePatient(api, { operatedDaysAgo: 1 })
  await saveForm(api, wrong, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })
  await page.goto(wrong.formAt('d1', 'pain'))
  await chooseMore(page, words, 'correct.move.do')

  const box = dialog(page)
  const code = box.getByLabel(words('correct.move.patient'))
  await code.fill('LV-99999')
  await code.press('Enter')
  await expect(box.getByText(words('problems.no_such_patient.detail'))).toBeVisible()
  await code.fill(right.code.toLowerCase())
  await code.press('Enter')
  await expect(box.getByText(new RegExp(`${right.code} · `)).first()).toBeVisible()
  const day1 = LIVE_PROTOCOL.visits.find((visit) => visit.code === 'd1')
  const to = box.getByLabel(words('correct.move.to'))
  const place = to.locator('option', { hasText: words.of(day1?.label ?? { zh: '', en: '' }) })
  await to.selectOption((await place.first().getAttribute('value')) ?? '')

  // What will happen stands there before it does.
  await expect(box.getByText(words('correct.move.last', { date: dayFromNow(0) }))).toBeVisible()
  await expect(box.getByText(words('correct.move.takesDate', { date: dayFromNow(0) }))).toBeVisible()
  await box.getByRole('button', { name: words('correct.move.do'), exact: true }).click()
  await expect(box.getByText(words('issues.required'))).toBeVisible()
  await box.getByLabel(words('correct.reason')).fill('录到了别人名下 / wrong chart')
  await box.getByRole('button', { name: words('correct.move.do'), exact: true }).click()

  await page.waitForURL(`**${right.formAt('d1', 'pain')}**`)
  await expect(readSheet(page, words, 'pain').box('vas_back_rest')).toHaveValue('3')
  await chooseMore(page, words, 'correct.history.do')
  await expect(
    dialog(page).getByText(words('correct.history.reason', { reason: '录到了别人名下 / wrong chart' })),
  ).toBeVisible()
  await expect(dialog(page).getByText(new RegExp(`${wrong.code} · .*${right.code} · `))).toBeVisible()

  await page.goto(wrong.formAt('d1', 'pain'))
  await expect(readSheet(page, words, 'pain').box('vas_back_rest')).toHaveValue('')
})

test('when a value is corrected after signing, then the reason is asked, the signature falls and the signer is told', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const doctor = await admit('clinician')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })

  await doctor.page.goto(patient.formAt('d1', 'pain'))
  await signHere(doctor.page, words, 'not my password')
  await expect(dialog(doctor.page).getByText(words('issues.wrong_password'))).toBeVisible()
  await dialog(doctor.page).getByLabel(words('correct.sign.password')).fill(doctor.password)
  await dialog(doctor.page)
    .getByRole('button', { name: words('correct.sign.do'), exact: true })
    .click()
  await expect(toast(doctor.page, words('correct.sign.done'))).toBeVisible()
  const record = (page: Page) => page.getByRole('region', { name: words('correct.record') })
  await expect(record(doctor.page)).toContainText(doctor.displayName)

  const { page } = nurse
  await page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(page, words, 'pain')
  const reason = page.getByLabel(words('correct.correction.reason'))
  await expect(reason).toHaveCount(0)
  await sheet.type('vas_back_rest', '2')
  await expect(page.getByText(words('correct.correction.about'))).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText(words('correct.correction.wanted'))).toBeVisible()
  await expect(reason).toBeFocused()
  await reason.fill('抄录错误 / copied wrongly')
  await page.keyboard.press('Control+s')
  await expect(toast(page, words('correct.correction.voided', { name: doctor.displayName }))).toBeVisible()
  await expect(record(page)).toContainText('抄录错误 / copied wrongly')

  await chooseMore(page, words, 'correct.history.do')
  const change = dialog(page).getByRole('row', { name: new RegExp(`${label(words)}.*3.*2`) })
  await expect(change).toBeVisible()
  await page.keyboard.press('Escape')

  // The signer finds it on the patient's page; a nurse cannot take notice in their place.
  await page.goto(patient.timeline)
  const notice = (on: Page) => on.getByRole('article', { name: words('rules.alerts.signature-void') })
  await expect(notice(page)).toContainText(doctor.displayName)
  await expect(notice(page).getByRole('button')).toHaveCount(0)
  await doctor.page.goto(patient.timeline)
  await notice(doctor.page)
    .getByRole('button', { name: words('timeline.acknowledge') })
    .click()
  await expect(notice(doctor.page)).toHaveCount(0)
  await doctor.page.goto(patient.formAt('d1', 'pain'))
  await signHere(doctor.page, words, doctor.password)
  await expect(toast(doctor.page, words('correct.sign.done'))).toBeVisible()
})

test('when a value is doubted, then a query stands at the field until it is answered and closed', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const doctor = await admit('clinician')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })

  await doctor.page.goto(patient.formAt('d1', 'pain'))
  const raise = words('queries.raiseOf', { item: label(words) })
  await readSheet(doctor.page, words, 'pain').box('vas_back_rest').hover()
  await doctor.page.getByRole('button', { name: raise, exact: true }).click()
  const question = `${patient.code}: 3?`
  await dialog(doctor.page).getByLabel(words('queries.ask')).fill(question)
  await dialog(doctor.page)
    .getByRole('button', { name: words('queries.raise'), exact: true })
    .click()
  const mark = (page: Page, state: string) =>
    page.getByRole('button', {
      name: words('queries.mark', { item: label(words), state: words(`queries.states.${state}`) }),
    })
  await expect(mark(doctor.page, 'open')).toBeVisible()

  const { page } = nurse
  await page.goto('/live/queries?state=open')
  const row = page.getByRole('row').filter({ hasText: question })
  await row.getByRole('link').click()
  const sheet = readSheet(page, words, 'pain')
  await expect(sheet.box('vas_back_rest')).toBeFocused()
  await sheet.type('vas_back_rest', '2')
  await sheet.save()
  await mark(page, 'open').click()
  await dialog(page).getByLabel(words('queries.text')).fill('原始记录为 2 / it reads 2')
  await dialog(page)
    .getByRole('button', { name: words('queries.answer'), exact: true })
    .click()
  await expect(mark(page, 'answered')).toBeVisible()

  await doctor.page.goto('/live/queries?state=answered')
  await doctor.page.getByRole('row').filter({ hasText: question }).getByRole('link').click()
  await mark(doctor.page, 'answered').click()
  await expect(
    dialog(doctor.page).getByText(words('queries.changed', { before: '3', after: '2', version: 2 })),
  ).toBeVisible()
  await dialog(doctor.page)
    .getByRole('button', { name: words('queries.close'), exact: true })
    .click()
  await expect(mark(doctor.page, 'closed')).toBeVisible()
})

test('when a visit is locked, then what was being typed is refused and kept, until it is unlocked', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const doctor = await admit('clinician')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })
  const { page } = nurse
  await page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(page, words, 'pain')
  await expect(sheet.box('vas_back_rest')).toHaveValue('3')

  await doctor.page.goto(patient.formAt('d1', 'pain'))
  await doctor.page.getByRole('button', { name: words('correct.lock.do'), exact: true }).click()
  await dialog(doctor.page)
    .getByRole('button', { name: words('correct.lock.do'), exact: true })
    .click()
  await expect(toast(doctor.page, words('correct.lock.done'))).toBeVisible()

  await sheet.type('vas_back_rest', '1')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('alert').getByText(words('problems.visit_locked.detail'))).toBeVisible()
  await expect(sheet.box('vas_back_rest')).toHaveValue('1')
  await expect(sheet.box('vas_back_rest')).toBeDisabled()

  await doctor.page.getByRole('button', { name: words('correct.unlock.do'), exact: true }).click()
  await dialog(doctor.page).getByLabel(words('correct.reason')).fill('核对原始记录 / checked')
  await dialog(doctor.page)
    .getByRole('button', { name: words('correct.unlock.do'), exact: true })
    .click()
  await expect(toast(doctor.page, words('correct.unlock.done'))).toBeVisible()
  await page.reload()
  await expect(sheet.box('vas_back_rest')).toBeEnabled()
})
