import type { BrowserContext, Page } from '@playwright/test'
import { dayFromNow, makePatient, painOf, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import type { Api } from '@/tests/support/e2e/api'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

const NARROW = { width: 390, height: 844 }

interface Course {
  readonly visits: readonly { code: string; mode: string | null; doneOn: string | null }[]
  readonly entries: readonly { visitCode: string; instrument: string; values: Record<string, unknown> }[]
}
const readCourse = (api: Api, { enrolmentId }: MadePatient) =>
  api.get<Course>(`/studies/live/enrolments/${enrolmentId}`)

async function inviteByApi(api: Api, patient: MadePatient, language: string, forms: string[] | null = null) {
  return api.post<{ id: string; address: string }>('/studies/live/self-reports', {
    visitId: patient.visits.m3,
    language,
    allows: 'either',
    days: 7,
    forms,
  })
}

/** Somebody's telephone: nobody is signed in. */
async function openPhone(openBrowser: () => Promise<BrowserContext>): Promise<Page> {
  const page = await (await openBrowser()).newPage()
  await page.setViewportSize(NARROW)
  return page
}

const pathOf = (address: string) => new URL(address).pathname

/** Answers the question on the screen and waits for the next one. */
async function tell(page: Page, words: Words, act: () => Promise<void>): Promise<void> {
  const before = await page.getByRole('heading', { level: 1 }).textContent()
  await act()
  await page.getByRole('button', { name: words('selfReport.next') }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(before ?? '')
}

async function mark(page: Page, value: string): Promise<void> {
  await page.getByRole('slider').fill(value)
}

async function expectKept(page: Page, words: Words): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: words('selfReport.kept') })).toBeVisible()
}

test('when a patient answers at home, then the ward takes it into the record', async ({
  admit,
  openBrowser,
  words,
}) => {
  test.slow()
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })

  const address = await test.step('the nurse makes a link and its code', async () => {
    await page.goto(`/live/visits/${patient.visits.m3}/self-report`)
    for (const form of ['odi', 'recurrent_pain']) {
      await page.getByRole('checkbox', { name: new RegExp(words.form(form)) }).uncheck()
    }
    await page.getByRole('button', { name: words('selfReports.invite.make') }).click()
    await expect(page.getByRole('img', { name: words('selfReports.link.qr') })).toBeVisible()
    const slip = page.getByRole('article')
    await expect(slip).not.toContainText(patient.code)
    return pathOf((await slip.getByText(/\/s\//).textContent()) ?? '')
  })

  const phone = await openPhone(openBrowser)
  await test.step('the page tells nothing of the patient and leaves nothing behind', async () => {
    const answer = await phone.goto(address)
    expect(answer?.status()).toBe(200)
    const headers = answer?.headers() ?? {}
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['x-robots-tag']).toContain('noindex')
    const html = await phone.content()
    for (const secret of [patient.code, '试例', 'PVP', words('today.title')]) {
      expect(await phone.locator('body').innerText(), secret).not.toContain(secret)
    }
    expect(html).not.toContain(patient.code)
    expect(html).not.toContain(patient.enrolmentId)
    const beyond = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
  })

  await test.step('who answers comes first, then one question a screen', async () => {
    await phone.getByRole('radio', { name: words('selfReport.self'), exact: true }).click()
    await phone.getByRole('button', { name: words('selfReport.begin') }).click()
    await expect(phone.getByRole('heading', { name: words.item('pain', 'vas_back_rest') })).toBeVisible()
    await phone.getByRole('button', { name: words('selfReport.next') }).click()
    await expect(phone.getByText(words('selfReport.answerFirst'))).toBeVisible()
    await tell(phone, words, () => mark(phone, '3.4'))
    await tell(phone, words, () => mark(phone, '5'))
    for (const button of await phone.getByRole('button').all()) {
      expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
    }
    await expectKept(phone, words)
  })

  await test.step('closed and opened again, it goes on where it was', async () => {
    await phone.reload()
    await expect(phone.getByRole('heading', { name: words.item('pain', 'vas_leg_left') })).toBeVisible()
    await phone.getByRole('button', { name: words('selfReport.back') }).click()
    await expect(phone.getByRole('slider')).toHaveValue('5')
    await phone.getByRole('button', { name: words('selfReport.next') }).click()
    const stored = await phone.evaluate(() => localStorage.length + sessionStorage.length)
    expect(stored).toBe(0)
    await tell(phone, words, () => phone.getByRole('button', { name: words('selfReport.refused') }).click())
    await tell(phone, words, () => mark(phone, '0'))
    await tell(phone, words, () =>
      phone.getByRole('radio', { name: words.answer('residual_pain', 'residual_pain', 0) }).click(),
    )
  })

  await test.step('a sign that cannot wait is answered at once', async () => {
    await expect(
      phone.getByRole('heading', { name: words.item('urgent_signs', 'urgent_bladder') }),
    ).toBeVisible()
    await phone.getByRole('radio', { name: words.answer('urgent_signs', 'urgent_bladder', 1) }).click()
    const notice = phone.getByRole('alert').filter({ hasText: words('selfReport.urgent.title') })
    await expect(notice).toContainText(words('selfReport.urgent.notWatched'))
    await phone.getByRole('button', { name: words('selfReport.next') }).click()
    for (const sign of ['urgent_bowel', 'urgent_saddle', 'urgent_weakness', 'urgent_fever']) {
      await expect(phone.getByRole('heading', { name: words.item('urgent_signs', sign) })).toBeVisible()
      await phone.getByRole('radio', { name: words.answer('urgent_signs', sign, 0) }).click()
      await phone.getByRole('button', { name: words('selfReport.next') }).click()
    }
    await expect(notice).toBeVisible()
  })

  await test.step('looked over, sent, and never opened again', async () => {
    await expect(phone.getByRole('heading', { name: words('selfReport.lookOver') })).toBeVisible()
    await phone.getByRole('button', { name: words('selfReport.send') }).click()
    await expect(phone.getByRole('heading', { name: words('selfReport.thanks') })).toBeVisible()
    expect((await phone.goto(address))?.status()).toBe(404)
    await expect(phone.getByText('This link does not open now')).toBeVisible()
  })

  await test.step('the alert is there before anybody accepts', async () => {
    const { rows } = await api.get<{ rows: { patientCode: string; urgent: boolean }[] }>(
      '/studies/live/alerts?open=true',
    )
    expect(rows.filter(({ patientCode }) => patientCode === patient.code)).toMatchObject([{ urgent: true }])
    expect((await readCourse(api, patient)).entries).toEqual([])
  })

  await test.step('the nurse finds it on today and accepts it', async () => {
    await page.goto('/live/today')
    await page.getByRole('link', { name: new RegExp(words('today.counts.reports')) }).click()
    await page.getByRole('link', { name: new RegExp(`^${patient.code} `) }).click()
    await expect(page.getByText(words('selfReports.review.urgentTitle'))).toBeVisible()
    await expect(
      page.getByRole('row', { name: new RegExp(words.item('pain', 'vas_back_rest')) }),
    ).toContainText('3.4')
    await page.getByRole('button', { name: words('selfReports.review.accept') }).click()
    await expect(page).toHaveURL(/\/live\/self-reports$/)
    const course = await readCourse(api, patient)
    expect(course.visits.find(({ code }) => code === 'm3')).toMatchObject({
      mode: 'self_report',
      doneOn: dayFromNow(0),
    })
    const pain = course.entries.find(({ instrument }) => instrument === 'pain')
    expect(pain?.values).toEqual({
      vas_back_rest: 3.4,
      vas_back_activity: 5,
      vas_leg_left: { missing: 'refused' },
      vas_leg_right: 0,
    })
    expect(course.entries.map(({ instrument }) => instrument).sort()).toEqual([
      'pain',
      'residual_pain',
      'urgent_signs',
    ])
  })
})

test('unknown, used, taken back and malformed links are one page, and one answer', async ({
  admit,
  openBrowser,
  origin,
  language,
}) => {
  const { api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })
  const revoked = await inviteByApi(api, patient, language, ['pain'])
  await api.post(`/studies/live/self-reports/${revoked.id}/revoke`, { version: 1 })
  const phone = await openPhone(openBrowser)
  const bodies = new Set<string>()
  for (const token of [
    pathOf(revoked.address).slice(3),
    'B'.repeat(28),
    'nothing',
    '..%2f..%2ftoday',
    '%E2%80%8B',
  ]) {
    const answer = await phone.request.get(`${origin}/s/${token}`)
    expect(answer.status(), token).toBe(404)
    expect(answer.headers()['cache-control']).toContain('no-store')
    const html = (await answer.text())
      .replaceAll(token, 'TOKEN')
      .replaceAll(decodeURIComponent(token), 'TOKEN')
      .replace(/nonce="[^"]*"|"nonce":"[^"]*"/g, '')
    // What a person sees; scripts name the address.
    bodies.add(html.replace(/<script[\s\S]*?<\/script>/g, ''))
    const sent = await phone.request.post(`${origin}/api/v1/self-reports/send`, {
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
      data: { token: decodeURIComponent(token).slice(0, 80), mode: 'self', relation: null, answers: {} },
    })
    expect(sent.status(), token).toBe(404)
  }
  expect(bodies.size).toBe(1)
})

test('of two windows with one link the later stops, and goes on from what was saved', async ({
  admit,
  openBrowser,
  words,
  language,
}) => {
  const { api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })
  const { address } = await inviteByApi(api, patient, language, ['pain'])
  const [first, second] = [await openPhone(openBrowser), await openPhone(openBrowser)]
  for (const phone of [first, second]) {
    await phone.goto(pathOf(address))
    await phone.getByRole('radio', { name: words('selfReport.self'), exact: true }).click()
  }
  await first.getByRole('button', { name: words('selfReport.begin') }).click()
  await tell(first, words, () => mark(first, '2'))
  await expectKept(first, words)
  await second.getByRole('button', { name: words('selfReport.begin') }).click()
  await expect(second.getByText(words('selfReport.elsewhere.title'))).toBeVisible()
  await second.getByRole('button', { name: words('selfReport.elsewhere.reload') }).click()
  await expect(second.getByRole('heading', { name: words.item('pain', 'vas_back_activity') })).toBeVisible()
})

test('a form that stands in the record is shown beside the answers, and stays unless chosen', async ({
  admit,
  words,
  language,
}) => {
  const { page, api, context } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })
  const { id, address } = await inviteByApi(api, patient, language, ['pain', 'residual_pain'])
  const answer = await context.request.post('/api/v1/self-reports/send', {
    headers: {
      origin: new URL(page.url() === 'about:blank' ? address : page.url()).origin,
      'idempotency-key': crypto.randomUUID(),
    },
    data: {
      token: pathOf(address).slice(3),
      mode: 'proxy',
      relation: 'child',
      answers: { pain: painOf(2), residual_pain: { residual_pain: 0 } },
    },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  await saveForm(api, patient, 'm3', 'pain', painOf(6), { doneDaysAgo: 0 })

  await page.goto(`/live/self-reports/${id}`)
  await page.getByRole('button', { name: words('selfReports.review.accept') }).click()
  await expect(page.getByRole('alert').filter({ hasText: words('selfReports.review.choose') })).toBeVisible()
  await page.getByRole('radio', { name: words('selfReports.review.leave') }).check()
  await page.getByRole('button', { name: words('selfReports.review.accept') }).click()
  await expect(page).toHaveURL(/\/live\/self-reports$/)
  const course = await readCourse(api, patient)
  expect(course.entries.find(({ instrument }) => instrument === 'pain')?.values).toEqual(painOf(6))
  expect(course.entries.some(({ instrument }) => instrument === 'residual_pain')).toBe(true)
})
