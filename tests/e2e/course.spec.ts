import type { Page } from '@playwright/test'
import { dayFromNow, makePatient } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

test('when the other side is operated on later, then its side is preselected, its form open, and it can be voided', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makePatient(nurse.api, { arm: 'peld', operatedDaysAgo: 100, levels: ['L4-5'] })
  const { page } = nurse

  await test.step('the index operation was on the left', async () => {
    await page.goto(`${patient.timeline}/operation/1`)
    await page
      .getByRole('combobox', { name: words('operation.sideOf', { level: 'L4-5' }) })
      .selectOption('left')
    await page.getByRole('button', { name: words('common.save') }).click()
    await expect(page).toHaveURL(patient.timeline)
  })

  await test.step('a second operation on the other side', async () => {
    await page.getByRole('link', { name: words('course.addOperation') }).click()
    const before = page.getByRole('region', { name: words('operation.earlier') })
    await expect(before).toContainText(`L4-5 ${words('operation.side.left')}`)
    await page
      .getByRole('combobox', { name: words('operation.relation') })
      .selectOption({ label: words('operation.relations.contralateral') })
    await expect(
      page.getByRole('combobox', { name: words('operation.sideOf', { level: 'L4-5' }) }),
    ).toHaveValue('right')
    await page.getByRole('textbox', { name: words('operation.performedOn') }).fill(dayFromNow(-3))
    await page.getByRole('button', { name: words('common.saveNext') }).click()
    await expect(page.getByText(words('issues.required')).first()).toBeVisible()
    await page.getByRole('textbox', { name: words('operation.cause') }).fill('对侧腿痛')
    await page.getByRole('button', { name: words('common.saveNext') }).click()
    await readSheet(page, words, 'operation').type('puncture_min', '11')
    await readSheet(page, words, 'operation').save()
  })

  await test.step('both stand in the course, each with its form', async () => {
    await page.goto(patient.timeline)
    await expect(page.getByText(words('course.relations.contralateral')).first()).toBeVisible()
    await chooseMore(page, words, words('course.operations', { n: 2 }))
    const second = page.getByRole('article').nth(1)
    await expect(second).toContainText(`L4-5 ${words('operation.side.right')}`)
    await second
      .getByRole('list', { name: words('operation.forms') })
      .getByRole('link')
      .first()
      .click()
    await expect(readSheet(page, words, 'operation').box('puncture_min')).toHaveValue('11')
    await expect(page.getByRole('link', { name: words('operation.void') })).toHaveCount(0)
  })

  await test.step('a clinician voids it with a reason', async () => {
    const clinician = await admit('clinician')
    await clinician.page.goto(`${patient.timeline}/operations`)
    await clinician.page
      .getByRole('article')
      .nth(1)
      .getByRole('link', { name: words('operation.void') })
      .click()
    await clinician.page.getByRole('textbox', { name: words('common.reason') }).fill('录到了别的患者')
    await clinician.page.getByRole('button', { name: words('operation.void') }).click()
    await expect(toast(clinician.page, words('operation.voidedDone'))).toBeVisible()
    await expect(clinician.page.getByRole('article')).toHaveCount(1)
    await expect(clinician.page.getByText(/录到了别的患者/)).toBeVisible()
  })
})

test('when a death is told by telephone, to the month, then follow-up ends; told wrongly, it is reopened', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 200 })
  const month = dayFromNow(-60).slice(0, 7)

  await test.step('from the call: reason and source are known', async () => {
    await page.goto(`${patient.timeline}/end?reason=died&source=telephone`)
    await expect(page.getByRole('radio', { name: words('enrolment.end.reasons.died') })).toBeChecked()
    await expect(page.getByRole('combobox', { name: words('enrolment.end.source') })).toHaveValue('telephone')
    await page.getByRole('textbox', { name: words('enrolment.end.diedOn') }).fill('九月')
    await page.keyboard.press('Tab')
    await expect(page.getByText(words('issues.not_a_date'))).toBeVisible()
    await page.getByRole('button', { name: words('enrolment.end.do') }).click()
    await expect(page.getByText(words('issues.required')).first()).toBeVisible()
    await page.getByRole('textbox', { name: words('enrolment.end.diedOn') }).fill(month)
    await page.getByRole('radio', { name: words('enrolment.end.relations.other') }).check()
    await page.getByRole('textbox', { name: words('enrolment.end.cause') }).fill('肺炎')
    await page.getByRole('button', { name: words('enrolment.end.do') }).click()
    await expect(page).toHaveURL(patient.timeline)
    const told = words('course.endedOn', { on: month, reason: words('endReasons.died') })
    await expect(page.getByText(told)).toBeVisible()
    await expect(page.getByText('肺炎')).toBeVisible()
  })

  await test.step('it was somebody else', async () => {
    await chooseMore(page, words, words('course.reopen'))
    await page.getByRole('button', { name: words('enrolment.reopen.do') }).click()
    await expect(page.getByText(words('issues.required')).first()).toBeVisible()
    await page.getByRole('textbox', { name: words('common.reason') }).fill('听错了，是邻居')
    await page.getByRole('button', { name: words('enrolment.reopen.do') }).click()
    await expect(page).toHaveURL(patient.timeline)
    await expect(page.getByText('肺炎')).toHaveCount(0)
  })

  await test.step('who wants no more treatment is followed on', async () => {
    await chooseMore(page, words, words('course.end'))
    await page.getByRole('radio', { name: words('enrolment.end.reasons.withdrawn_treatment') }).check()
    await expect(page.getByText(words('enrolment.end.does.withdrawn_treatment'))).toBeVisible()
    await page.getByRole('textbox', { name: words('enrolment.end.endedOn') }).fill('t')
    await page.getByRole('button', { name: words('common.save') }).click()
    await expect(toast(page, words('enrolment.end.treatmentDone'))).toBeVisible()
    await expect(page).toHaveURL(patient.timeline)
    await expect(page.getByText(words('course.treatmentEnded'), { exact: true })).toBeVisible()
  })
})

test('when an identity is corrected by two, then the second sees what the first saved', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api)
  const name = `试正名${String(Date.now()).slice(-5)}`
  await page.goto(patient.timeline)
  await chooseMore(page, words, words('course.identity'))
  const box = page.getByRole('textbox', { name: words('register.name') })
  await expect(box).not.toHaveValue('')

  const other = await admit('nurse')
  await other.page.goto(`${patient.timeline}/identity`)
  await other.page.getByRole('textbox', { name: words('register.address') }).fill('试例路 1 号')
  await other.page.getByRole('button', { name: words('common.save') }).click()
  await expect(other.page).toHaveURL(patient.timeline)

  await box.fill(name)
  await page.getByRole('button', { name: words('common.save') }).click()
  await expect(page.getByText(words('identity.theirs'))).toBeVisible()
  await expect(page.getByText(/试例路 1 号/)).toBeVisible()
  await page.getByRole('button', { name: words('common.keepMine') }).click()
  await page.getByRole('button', { name: words('common.save') }).click()
  await expect(page).toHaveURL(patient.timeline)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)

  await page.goto('/live/patients')
  await page.getByRole('searchbox', { name: words('matrix.search.label') }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: words('matrix.search.found') })).toContainText(patient.code)
})

async function chooseMore(page: Page, words: Words, label: string): Promise<void> {
  await page.getByRole('button', { name: words('course.more') }).click()
  await page.getByRole('link', { name: label, exact: true }).click()
}
