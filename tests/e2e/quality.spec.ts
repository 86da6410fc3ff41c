import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import type { Api } from '@/tests/support/e2e/api'
import { makePatient, painOf, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

function dialog(page: Page): Locator {
  return page.locator('dialog[open]')
}

async function sign(page: Page, words: Words, password: string): Promise<void> {
  await page.getByRole('button', { name: words('correct.sign.do'), exact: true }).click()
  await dialog(page).getByLabel(words('correct.sign.password')).fill(password)
  await dialog(page)
    .getByRole('button', { name: words('correct.sign.do'), exact: true })
    .click()
}

test('when the form says another sex than the identity, then a query asks and the visit is not signed until it is corrected', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const doctor = await admit('clinician')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 2 })
  await saveForm(nurse.api, patient, 'pre', 'demographics', { sex: 1 }, { doneDaysAgo: 3 })

  const { page } = doctor
  await page.goto(patient.formAt('pre', 'demographics'))
  const found = (on: Page) => on.getByRole('region', { name: words('queries.found') })
  await expect(found(page)).toContainText(words('queries.hard'))
  const said = { zh: '性别与身份资料不一致', en: 'The sex differs from the identity' }
  await expect(found(page)).toContainText(words.of(said))
  await sign(page, words, doctor.password)
  await expect(dialog(page)).toContainText(words('problems.hard_findings.detail'))
  await expect(dialog(page)).toContainText(words.of(said))

  await nurse.page.goto(patient.formAt('pre', 'demographics'))
  await expect(found(nurse.page)).toContainText(words.of(said))
  const sheet = readSheet(nurse.page, words, 'demographics')
  await sheet.choose('sex', 2)
  await nurse.page.keyboard.press('Control+s')
  await expect(found(nurse.page)).toHaveCount(0)

  await page.goto(patient.formAt('pre', 'demographics'))
  await expect(found(page)).toHaveCount(0)
  await sign(page, words, doctor.password)
  await expect(toast(page, words('correct.sign.done'))).toBeVisible()
  const { total } = await doctor.api.get<{ total: number }>('/studies/live/queries?state=closed')
  await page.goto(`/live/queries?state=closed&page=${Math.ceil(total / 50)}`)
  await expect(page.getByRole('row').filter({ hasText: patient.code })).toContainText(
    words('queries.states.closed'),
  )
})

/** Enters forms until one of them is drawn: nobody can tell which before it is saved. */
async function enterUntilDrawn(nurse: Api): Promise<{ id: string; patient: MadePatient; visit: string }> {
  for (let tries = 0; tries < 60; tries += 1) {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await saveForm(nurse, patient, 'pre', 'pain', painOf(6, 2), { doneDaysAgo: 3 })
    await saveForm(nurse, patient, 'd1', 'pain', painOf(3, 1), { doneDaysAgo: 1 })
    const list = (page: number) =>
      nurse.get<{ rows: { id: string; patientCode: string; visitCode: string }[]; total: number }>(
        `/studies/live/second-entries?state=wanted&page=${page}`,
      )
    const last = Math.max(1, Math.ceil((await list(1)).total / 50))
    const found = (await list(last)).rows.find(({ patientCode }) => patientCode === patient.code)
    if (found) return { id: found.id, patient, visit: found.visitCode }
  }
  throw new Error('of 120 forms none was drawn')
}

test('when a form is drawn, then a second person types it blind and a third resolves what differs', async ({
  admit,
  words,
}) => {
  test.slow()
  const first = await admit('nurse')
  const second = await admit('nurse')
  const doctor = await admit('clinician')
  const { id, patient, visit } = await enterUntilDrawn(first.api)
  const entered = visit === 'pre' ? '6' : '3'

  await first.page.goto(`/live/second-entries/${id}`)
  await expect(first.page.getByText(words('second.somebodyElseAbout'))).toBeVisible()

  const { page } = second
  await page.goto('/live/queries')
  await page
    .getByRole('link', { name: new RegExp(words('queries.second', { count: 0 }).replace(/\s*0$/, '')) })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: words('second.title') })).toBeVisible()
  await page.goto(`/live/second-entries/${id}`)
  const sheet = readSheet(page, words, 'pain')
  await expect(sheet.box('vas_back_rest')).toHaveValue('')
  for (const [item, value] of Object.entries(visit === 'pre' ? painOf(6, 2) : painOf(3, 1)))
    await sheet.type(item, String(item === 'vas_back_rest' ? 9 : value))
  await page.getByRole('button', { name: words('second.compare') }).click()
  await expect(page.getByText(words('second.thirdPerson'))).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(0)

  await doctor.page.goto(`/live/second-entries/${id}`)
  const item = words.item('pain', 'vas_back_rest')
  const choice = doctor.page
    .getByRole('group', { name: item })
    .or(doctor.page.getByRole('radiogroup', { name: item }))
  await doctor.page.getByRole('button', { name: words('second.resolve'), exact: true }).click()
  await expect(doctor.page.getByText(words('issues.required')).first()).toBeVisible()
  await expect(
    choice.getByRole('radio', { name: words('second.sides.first', { value: entered }) }),
  ).toBeVisible()
  await choice.getByRole('radio', { name: words('second.sides.second', { value: '9' }) }).check()
  await doctor.page.getByLabel(words('second.why')).fill('纸质表写 9 / the paper says 9')
  await doctor.page.getByRole('button', { name: words('second.resolve'), exact: true }).click()
  await expect(doctor.page.getByText(words('second.states.resolved')).first()).toBeVisible()

  await first.page.goto(patient.formAt(visit, 'pain'))
  await expect(readSheet(first.page, words, 'pain').box('vas_back_rest')).toHaveValue('9')
  await doctor.page.goto('/live/quality')
  const rate = words('quality.errorRate', { rate: '' }).trim()
  await expect(doctor.page.locator('strong').filter({ hasText: rate })).toContainText('%')
})

/** Downloads the frozen data set in the very bytes that were hashed. */
async function takeFrozen(page: Page, words: Words, name: string): Promise<Buffer> {
  await page.getByRole('combobox', { name: words('freezes.formatOf', { name }) }).selectOption('canonical')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words('freezes.takeOf', { name }) }).click(),
  ])
  return readFileSync(await file.path())
}

test('when data are frozen and then corrected, then the frozen bytes stay and say that the record has changed', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const { page } = await admit('researcher')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })

  const name = `投稿 ${patient.code}`
  await page.goto('/live/extracts')
  await page.getByRole('link', { name: words('extracts.frozen') }).click()
  await page.getByRole('textbox', { name: words('freezes.name') }).fill(name)
  await page.getByRole('textbox', { name: words('freezes.purpose') }).fill('首次投稿 / first submission')
  await page.getByRole('button', { name: words('freezes.freeze'), exact: true }).click()
  await expect(toast(page, words('freezes.done'))).toBeVisible()
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const before = await takeFrozen(page, words, name)
  await expect(page.getByText(createHash('sha256').update(before).digest('hex'))).toBeVisible()

  await nurse.page.goto(patient.formAt('d1', 'pain'))
  const sheet = readSheet(nurse.page, words, 'pain')
  await sheet.type('vas_back_rest', '4')
  await sheet.save()

  await page.reload()
  await expect(page.getByText(words('freezes.stale'), { exact: true })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'entry.save' })).toContainText(
    words('trail.tables.entry'),
  )
  expect((await takeFrozen(page, words, name)).equals(before)).toBe(true)
})

test('when a monitor has verified a form and it is edited, then the tick says what it no longer covers', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const monitor = await admit('monitor')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(nurse.api, patient, 'd1', 'pain', painOf(3), { doneDaysAgo: 0 })

  const { page } = monitor
  await page.goto(patient.timeline)
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toContainText(patient.code)
  await expect(title).not.toContainText('试例')
  await expect(page.getByRole('link', { name: words('course.addVisit') })).toHaveCount(0)
  await page.goto(patient.formAt('d1', 'pain'))
  await expect(page.getByRole('button', { name: words('common.save'), exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: words('verify.whole') }).click()
  await expect(toast(page, words('verify.done'))).toBeVisible()
  const label = words.item('pain', 'vas_back_rest')
  const row = page.getByRole('row').filter({ hasText: label })
  await expect(row).toContainText(words('verify.states.verified'))

  await nurse.page.goto(patient.formAt('d1', 'pain'))
  await expect(nurse.page.getByText(words('verify.states.verified'))).toBeVisible()
  const sheet = readSheet(nurse.page, words, 'pain')
  await sheet.type('vas_back_rest', '5')
  await sheet.save()
  await expect(nurse.page.getByText(words('verify.changedSince', { items: label }))).toBeVisible()

  await page.reload()
  await expect(row).toContainText(words('verify.states.stale'))
  await row.getByRole('button', { name: words('verify.tickOf', { item: label }) }).click()
  await expect(row).toContainText(words('verify.states.verified'))
  await page.goto('/live/quality')
  const figures = page.getByRole('region', { name: words('quality.bySite') })
  await expect(figures.getByRole('columnheader', { name: words('quality.verified') })).toBeVisible()
  await expect(figures.getByRole('row')).toHaveCount(2)
})
