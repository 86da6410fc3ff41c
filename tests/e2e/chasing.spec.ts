import { randomBytes } from 'node:crypto'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Api } from '@/tests/support/e2e/api'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { dayFromNow, makePatient, type MadePatient } from '@/tests/support/e2e/patients'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'

const WIDE = { width: 1280, height: 800 }

test.describe.configure({ timeout: 180_000 })

/** Whose window of three months closes today, with a daughter who is at home at six. */
async function makeChased(api: Api): Promise<MadePatient & { readonly number: string }> {
  const patient = await makePatient(api, { operatedDaysAgo: 120 })
  const number = `138${String(Date.now()).slice(-8)}`
  await api.post(`/studies/live/patients/${patient.patientId}/phones`, {
    number,
    relation: 'child',
    holder: '例女儿',
    bestHour: 18,
    note: null,
    preferred: true,
  })
  return { ...patient, number }
}

test('when a nurse takes a patient and hands them over, then the list says who chases whom and when to call', async ({
  admit,
  words,
  language,
}) => {
  const [nurse, colleague] = [await admit('nurse'), await admit('nurse')]
  const { page } = nurse
  const patient = await makeChased(nurse.api)
  await page.goto('/live/today?visit=m3')
  const row = page.getByRole('row').filter({ hasText: patient.code })
  const whom = language === 'en' ? 'Son or daughter' : '子女'
  await expect(row).toContainText(words('chasing.suggestWhom', { time: '18:00', whom }))

  await test.step('taken with one press', async () => {
    await row.getByRole('button', { name: words('chasing.takeOf', { code: patient.code }) }).click()
    await expect(toast(page, words('chasing.taken', { code: patient.code }))).toBeVisible()
    await expect(row).toContainText(nurse.displayName)
    await page.goto('/live/today?visit=m3&owner=mine')
    await expect(row).toBeVisible()
    await page.goto('/live/today?visit=m3&owner=nobody')
    await expect(page.getByRole('table').first()).toBeVisible()
    await expect(row).toHaveCount(0)
  })

  await test.step('handed over with a word', async () => {
    await page.goto('/live/today?visit=m3&owner=mine')
    await row.getByRole('button', { name: words('chasing.handOverOf', { code: patient.code }) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('chasing.to')).selectOption({ label: colleague.displayName })
    await dialog.getByLabel(words('chasing.note')).fill('女儿下周在家')
    await dialog.getByRole('button', { name: words('chasing.handOver') }).click()
    await expect(row).toHaveCount(0)
    await colleague.page.goto('/live/today?visit=m3&owner=mine')
    const theirs = colleague.page.getByRole('row').filter({ hasText: patient.code })
    await expect(theirs.getByTitle('女儿下周在家').filter({ visible: true })).toBeVisible()
  })

  await test.step('and back with everything else, once the number is seen', async () => {
    await page.goto('/live/today')
    await page.getByRole('button', { name: words('chasing.all') }).click()
    const dialog = page.getByRole('dialog')
    const load = words('chasing.load', { name: colleague.displayName, count: 1 })
    await dialog.getByLabel(words('chasing.from')).selectOption({ label: load })
    await expect(dialog.getByRole('status')).toHaveText(words('chasing.preview', { count: 1 }))
    const mine = words('chasing.load', { name: nurse.displayName, count: 0 })
    await dialog.getByLabel(words('chasing.to')).selectOption({ label: mine })
    await dialog.getByRole('button', { name: words('chasing.handOver') }).click()
    await expect(toast(page, words('chasing.allDone', { count: 1 }))).toBeVisible()
    await page.goto('/live/today?visit=m3&owner=mine')
    await expect(row).toBeVisible()
  })

  await test.step('the calls of the day print with telephones, for the ward alone', async () => {
    await page.getByRole('link', { name: words('callSheet.open') }).click()
    await expect(page.getByRole('heading', { name: words('callSheet.title') })).toBeVisible()
    const line = page.getByRole('row').filter({ hasText: patient.code })
    await expect(line).toContainText(patient.number)
    await checkPage(page, 'call-sheet')
    const researcher = await admit('researcher')
    const answer = await researcher.page.goto('/live/today/calls')
    expect(answer?.status()).toBe(404)
  })
})

test('when a nurse makes a calendar, then its address alone shows codes and visits until it is revoked', async ({
  admit,
  words,
  openBrowser,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makeChased(api)
  const label = `日历 ${randomBytes(3).toString('hex')}`
  await page.goto('/live/follow-up')
  await expect(page.getByRole('heading', { name: words('today.completeness.title') })).toBeVisible()
  await page.getByLabel(words('calendars.label')).fill(label)
  await page.getByRole('button', { name: words('calendars.make') }).click()
  const box = page.getByRole('textbox', { name: words('calendars.made') })
  await expect(box).toHaveValue(/\/api\/v1\/calendars\/[\w-]{43}\.ics$/)
  const address = await box.inputValue()
  await checkPage(page, 'follow-up')
  await page.setViewportSize(WIDE)

  const stranger = await openBrowser()
  const answer = await stranger.request.get(address)
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  const text = (await answer.text()).replaceAll('\r\n ', '')
  expect(text).toContain(`SUMMARY:${patient.code} `)
  expect(text).not.toContain(patient.number)
  expect(text).not.toContain('试例')
  const known = { 'if-none-match': answer.headers().etag ?? '' }
  expect((await stranger.request.get(address, { headers: known })).status()).toBe(304)

  await page.getByRole('button', { name: words('calendars.revokeOf', { label }) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words('common.reason')).fill('the tablet was lost')
  await dialog.getByRole('button', { name: words('calendars.revoke'), exact: true }).click()
  await expect(toast(page, words('calendars.revoked'))).toBeVisible()
  expect((await stranger.request.get(address)).status()).toBe(404)
})

test('when follow-up falls behind, then a site enrols nobody until an administrator says why it goes on', async ({
  admit,
  words,
}) => {
  const slug = `brake-${randomBytes(3).toString('hex')}`
  const prefix = slug.slice(6).toUpperCase()
  const admin = await admit('admin')
  await admin.api.post('/studies', {
    slug,
    titleZh: slug,
    titleEn: slug,
    followUpClosed: false,
    protocol: 'live',
    codePrefix: `B${prefix}`,
    sites: ['NORTH'],
  })
  const definition = {
    ...LIVE_PROTOCOL,
    codePrefix: `B${prefix}`,
    brake: { visit: 'm3', below: 0.8, least: 2 },
  }
  await admin.api.put(`/studies/${slug}/protocol/draft`, { version: 0, basedOn: 1, definition })
  await admin.api.post(`/studies/${slug}/protocol/versions`, { version: 1, reason: 'a brake' })
  const nurse = await admit('nurse', { studies: [slug] })

  const enrol = async (operatedDaysAgo: number) => {
    const { id: patientId } = await nurse.api.post<{ id: string }>(`/studies/${slug}/patients`, {
      identity: null,
      notDuplicate: true,
    })
    const enrolledOn = dayFromNow(-operatedDaysAgo - 1)
    const { id: enrolmentId } = await nurse.api.post<{ id: string }>(`/studies/${slug}/enrolments`, {
      patientId,
      enrolledOn,
      plannedArm: 'pvp',
      eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
      consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
    })
    await nurse.api.post(`/studies/${slug}/operations`, {
      enrolmentId,
      relation: 'index',
      performedOn: dayFromNow(-operatedDaysAgo),
      endedTime: null,
      plannedTechnique: 'PVP',
      receivedTechnique: 'PVP',
      receivedArm: null,
      levels: [{ level: 'T12', side: 'both' }],
      operator: null,
      cause: null,
    })
  }
  await enrol(160)
  await enrol(161)
  await expect(enrol(1)).rejects.toThrow(/enrolment_braked/)

  await admin.page.goto(`/${slug}/follow-up`)
  await expect(admin.page.getByText(words('followUp.brake.braked'), { exact: true })).toBeVisible()
  await checkPage(admin.page, 'follow-up-brake')
  await admin.page.setViewportSize(WIDE)
  await admin.page.getByRole('button', { name: words('followUp.brake.release') }).click()
  const dialog = admin.page.getByRole('dialog')
  await dialog.getByLabel(words('followUp.brake.until')).fill(dayFromNow(7))
  await dialog.getByLabel(words('common.reason')).fill('a nurse begins on Monday')
  await dialog.getByRole('button', { name: words('followUp.brake.release') }).click()
  await expect(admin.page.getByText('a nurse begins on Monday')).toBeVisible()
  await enrol(1)

  const researcher = await admit('researcher', { studies: [slug] })
  await researcher.page.goto(`/${slug}/follow-up?visit=m3`)
  await expect(researcher.page.getByRole('heading', { name: words('followUp.compare.title') })).toBeVisible()
  await expect(researcher.page.getByRole('heading', { name: words('followUp.flow.title') })).toBeVisible()
  await expect(researcher.page.getByText(words('calendars.make'))).toHaveCount(0)
  await checkPage(researcher.page, 'follow-up-researcher')
})
