import type { Page } from '@playwright/test'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { startProduction, type Production } from '@/tests/support/e2e/production'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

const ADMIN = { username: 'head', name: '首例任', password: 'morning rounds start at seven' }
const NURSE = { username: 'ward.nurse', name: '护例士', own: 'the cement sets in nine minutes' }

let production: Production

async function look(page: Page, name: string): Promise<void> {
  await checkPage(page, name)
  await page.setViewportSize({ width: 1280, height: 800 })
}

test.describe.configure({ timeout: 300_000 })
test.beforeAll(async () => {
  production = await startProduction()
})
test.afterAll(() => production.stop())

test('when a hospital starts the registry for patients, then pages alone lead to the first patient', async ({
  browser,
  language,
  words,
}) => {
  const { origin } = production
  const code = /([0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(production.printed())?.[0] ?? ''
  expect(
    production
      .printed()
      .split('\n')
      .filter((line) => line.includes('/setup')),
  ).toHaveLength(1)
  const open = () => browser.newContext({ baseURL: origin, locale: language, timezoneId: 'Asia/Shanghai' })
  const admin = await open()
  const page = await admin.newPage()

  // A wrong code keeps what was typed.
  await page.goto('/setup')
  const box = (key: string) => page.getByRole('textbox', { name: words(key), exact: true })
  await box('setup.code').fill('XXXX-XXXX')
  await box('setup.username').fill(ADMIN.username)
  await box('setup.displayName').fill(ADMIN.name)
  await page.getByLabel(words('setup.password'), { exact: false }).first().fill(ADMIN.password)
  await page.getByLabel(words('setup.again'), { exact: false }).first().fill(ADMIN.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(words('issues.code_wrong'))).toBeVisible()
  await look(page, 'setup')
  await expect(box('setup.username')).toHaveValue(ADMIN.username)
  await box('setup.code').fill(code.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/system$/)
  expect((await page.request.get('/setup')).status()).toBe(404)

  // A site.
  await expect(page.getByRole('heading', { name: words('system.steps.title') })).toBeVisible()
  await look(page, 'system-new')
  await page.getByRole('button', { name: words('system.sites.add'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  const inDialog = (key: string) => dialog.getByRole('textbox', { name: words(key), exact: true })
  await inDialog('system.sites.code').fill('main')
  await inDialog('system.sites.nameZh').fill('总院')
  await inDialog('system.sites.nameEn').fill('Main Hospital')
  await inDialog('system.sites.phone').fill('010-1234 5678')
  await dialog.getByRole('button', { name: words('common.add') }).click()
  await expect(toast(page, words('system.sites.added'))).toBeVisible()

  // A study that follows a shipped protocol.
  await page.getByRole('button', { name: words('system.studies.add'), exact: true }).click()
  await inDialog('system.studies.titleZh').fill('脊柱随访')
  await inDialog('system.studies.titleEn').fill('Spine registry')
  await inDialog('system.studies.slug').fill('setup')
  await inDialog('system.studies.codePrefix').fill('SP')
  await dialog.getByRole('button', { name: words('common.add') }).click()
  await expect(dialog.getByText(words('issues.name_reserved'))).toBeVisible()
  await inDialog('system.studies.slug').fill('spine')
  await dialog.getByRole('button', { name: words('common.add') }).click()
  await expect(toast(page, words('system.studies.added'))).toBeVisible()

  // A nurse, whose password the administrator makes and tells.
  await page.getByRole('link', { name: words('system.steps.toPeople') }).click()
  await page.getByRole('button', { name: words('people.add.do') }).click()
  await inDialog('people.add.username').fill(NURSE.username)
  await dialog.getByRole('textbox', { name: words('people.add.displayName'), exact: true }).fill(NURSE.name)
  await dialog.getByRole('combobox', { name: words('people.add.locale') }).selectOption(language)
  await dialog.getByRole('button', { name: words('people.makePassword') }).click()
  const told = await inDialog('people.add.password').inputValue()
  expect(told).toHaveLength(23)
  await dialog.getByRole('combobox', { name: words('people.grant.site') }).selectOption('MAIN')
  await dialog.getByRole('button', { name: words('people.add.save'), exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: NURSE.name })).toContainText(
    words('people.table.temporary'),
  )

  // The nurse signs in, chooses a password, registers and enrols.
  const ward = await open()
  const nurse = await ward.newPage()
  await nurse.goto('/login')
  await nurse.getByLabel(words('signIn.username')).fill(NURSE.username)
  await nurse.getByLabel(words('signIn.password')).fill(told)
  await nurse.keyboard.press('Enter')
  await expect(nurse).toHaveURL(/\/people\/me$/)
  await expect(nurse.getByText(words('account.mustChange.title'))).toBeVisible()
  await look(nurse, 'account-must-change')
  await nurse.goto('/spine/today')
  await expect(nurse).not.toHaveURL(/today/)
  await nurse.goto('/people/me')
  await nurse.getByLabel(words('account.password.current')).fill(told)
  await nurse.getByLabel(words('account.password.next')).first().fill(NURSE.own)
  await nurse.getByLabel(words('account.password.again')).fill(NURSE.own)
  await nurse.keyboard.press('Enter')
  await expect(nurse).toHaveURL(/\/spine\/today$/)

  const api = async (path: string, body: unknown) => {
    const answer = await nurse.request.post(`/api/v1/studies/spine${path}`, {
      data: body,
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as { id: string; code: string }
  }
  const { id } = await api('/patients', { identity: { name: '首例患' }, notDuplicate: false })
  const on = dayFromNow(0)
  const { code: patient } = await api('/enrolments', {
    patientId: id,
    enrolledOn: on,
    plannedArm: 'pvp',
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on, by: 'patient', relation: null },
  })
  expect(patient).toMatch(/^SP-/)
  await nurse.goto(`/spine/patients/${patient}`)
  await expect(nurse.getByText('首例患').first()).toBeVisible()

  // What happened stands in the trail, without the patient's name; and who looked at whom.
  await page.goto(`/trail?patient=${patient}`)
  await expect(page.getByRole('row').filter({ hasText: NURSE.name }).first()).toContainText(patient)
  await expect(page.getByText('首例患')).toHaveCount(0)
  await look(page, 'trail-patient')
  await page.getByRole('link', { name: words('trail.tabs.access') }).click()
  await expect(page.getByRole('row').filter({ hasText: patient }).first()).toContainText(NURSE.name)

  // Signed out everywhere else, the other browser has to sign in again.
  const third = await open()
  const again = await third.newPage()
  await again.goto('/login')
  await again.getByLabel(words('signIn.username')).fill(NURSE.username)
  await again.getByLabel(words('signIn.password')).fill(NURSE.own)
  await again.keyboard.press('Enter')
  await expect(again).toHaveURL(/\/spine\/today$/)
  await again.goto('/people/me')
  await again.getByRole('button', { name: words('account.sessions.others') }).click()
  await expect(toast(again, words('account.sessions.ended'))).toBeVisible()
  await nurse.reload()
  await expect(nurse).toHaveURL(/\/login$/)
  for (const context of [admin, ward, third]) await context.close()
})
