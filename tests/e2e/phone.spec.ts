import type { Page } from '@playwright/test'
import { addDays } from '@/lib/codebook/dates'
import { dayFromNow, makePatient, type MadePatient } from '@/tests/support/e2e/patients'
import { toast } from '@/tests/support/e2e/sheet'
import type { Api } from '@/tests/support/e2e/api'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

interface Contact {
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
  readonly nextOn: string | null
  readonly nextHour: number | null
  readonly visitCode: string | null
}

interface Course {
  readonly visits: readonly { code: string; mode: string | null; doneOn: string | null }[]
  readonly entries: readonly { visitCode: string; instrument: string; values: Record<string, unknown> }[]
  readonly patient: { endReason: string | null }
}

/** Whose window of three months closes tomorrow, so that the list begins with them. */
async function makeCalled(api: Api): Promise<MadePatient> {
  const patient = await makePatient(api, { operatedDaysAgo: 119 })
  await api.post(`/studies/live/patients/${patient.patientId}/phones`, {
    number: `138${String(Date.now()).slice(-8)}`,
    relation: 'child',
    holder: '例女儿',
    bestHour: 19,
    note: null,
    preferred: true,
  })
  return patient
}

const readCourse = (api: Api, { enrolmentId }: MadePatient) =>
  api.get<Course>(`/studies/live/enrolments/${enrolmentId}`)
const readContacts = async (api: Api, { enrolmentId }: MadePatient) =>
  (await api.get<{ rows: Contact[] }>(`/studies/live/contacts?enrolment=${enrolmentId}`)).rows

async function callFromToday(page: Page, words: Words, { code }: MadePatient): Promise<void> {
  await page.goto('/live/today')
  await page.getByRole('link', { name: words('today.phoneOf', { code }) }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words('phone.who') })).toBeVisible()
}

/** Waits for the question, types the answer and goes on. */
async function tell(page: Page, question: string, keys: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: question })).toBeVisible()
  await page.keyboard.type(keys)
  await page.keyboard.press('Enter')
}

test('when a nurse calls at three months, then the keyboard alone brings the answers and the call into the records', async ({
  admit,
  words,
}) => {
  test.slow()
  const { page, api } = await admit('nurse')
  const patient = await makeCalled(api)
  await callFromToday(page, words, patient)
  await expect(page.getByRole('link', { name: /138\d{8}/ })).toHaveAttribute('href', /^tel:138/)

  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: words('phone.outcome') })).toBeVisible()
  await page.keyboard.press('1')

  await test.step('pain as a number told, not as a mark on a line', async () => {
    await tell(page, words.item('nrs', 'nrs_back'), '5')
    await tell(page, words.item('nrs', 'nrs_leg_left'), '')
    await expect(page.getByRole('alert').filter({ hasText: words('phone.answerFirst') })).toBeVisible()
    await page.keyboard.press('Backspace')
    await tell(page, words.item('nrs', 'nrs_back'), '')
    await tell(page, words.item('nrs', 'nrs_leg_left'), '0')
    await tell(page, words.item('nrs', 'nrs_leg_right'), '10')
  })

  await test.step('the browser is closed in the middle: the answers given are there again', async () => {
    await tell(page, words.item('odi', 'odi_1'), '2')
    await tell(page, words.item('odi', 'odi_2'), '2')
    const third = page.waitForResponse(
      (answer) =>
        answer.url().endsWith('/drafts') &&
        answer.ok() &&
        (answer.request().postData() ?? '').includes('odi_3'),
    )
    await tell(page, words.item('odi', 'odi_3'), 'r')
    await expect(page.getByText(words('phone.question', { at: 4, of: 10 }))).toBeVisible()
    await third
    await page.reload()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: words('phone.outcome') })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText(words('phone.question', { at: 4, of: 10 }))).toBeVisible()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(page.getByText(words('phone.question', { at: 3, of: 10 }))).toBeVisible()
    await expect(page.locator('button[data-answer][aria-pressed=true]')).toContainText(
      words('missing.refused'),
    )
    await page.keyboard.press('Enter')
    for (let section = 4; section <= 10; section += 1) {
      await tell(page, words.item('odi', `odi_${section}`), '1')
    }
  })

  await test.step('the rest of the visit', async () => {
    await tell(page, words.item('residual_pain', 'residual_pain'), '0')
    await tell(page, words.item('recurrent_pain', 'pain_relieved'), '0')
    await tell(page, words.item('urgent_signs', 'urgent_bladder'), '1')
    await expect(page.getByText(words('phone.urgentSay'))).toBeVisible()
    await page.keyboard.press('Alt+ArrowLeft')
    await tell(page, words.item('urgent_signs', 'urgent_bladder'), '0')
    for (const sign of ['bowel', 'saddle', 'weakness', 'fever']) {
      await tell(page, words.item('urgent_signs', `urgent_${sign}`), '0')
    }
    await expect(page.getByRole('heading', { name: words('phone.asked', { count: 5 }) })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(toast(page, words('phone.done', { code: patient.code }))).toBeVisible()
    await expect(page).toHaveURL(/^[^?]*\/live\/today$/)
  })

  const course = await readCourse(api, patient)
  expect(course.visits.find(({ code }) => code === 'm3')).toMatchObject({
    mode: 'telephone',
    doneOn: dayFromNow(0),
  })
  const told = course.entries.filter(({ visitCode }) => visitCode === 'm3')
  expect(told.map(({ instrument }) => instrument).sort()).toEqual([
    'nrs',
    'odi',
    'recurrent_pain',
    'residual_pain',
    'urgent_signs',
  ])
  expect(told.find(({ instrument }) => instrument === 'nrs')?.values).toEqual({
    nrs_back: 5,
    nrs_leg_left: 0,
    nrs_leg_right: 10,
  })
  expect(told.find(({ instrument }) => instrument === 'odi')?.values).toMatchObject({
    odi_1: 2,
    odi_3: { missing: 'refused' },
    odi_10: 1,
  })
  expect(await readContacts(api, patient)).toMatchObject([
    { reached: 'patient', outcome: 'answered', nextOn: null, visitCode: 'm3' },
  ])
  await expect(page.getByRole('link', { name: words('today.phoneOf', { code: patient.code }) })).toHaveCount(
    0,
  )
})

test('when nobody answers, then two keys record it, and the next attempt stands in the list', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makeCalled(api)
  await callFromToday(page, words, patient)
  await page.keyboard.press('0')
  await expect(page.getByRole('heading', { name: words('phone.why') })).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { level: 2 })).toContainText(
    words.answer('contact_attempt', 'contact_failure', 1),
  )
  // The two keys have stored it, with tomorrow and the best hour of the number.
  expect(await readContacts(api, patient)).toMatchObject([
    { reached: 'nobody', failure: 'no_answer', nextOn: dayFromNow(1), nextHour: 19 },
  ])
  await page.getByRole('textbox', { name: words('phone.nextOn') }).fill(dayFromNow(0))
  await page.getByRole('textbox', { name: words('phone.nextHour') }).fill('18')
  await page.getByRole('textbox', { name: words('phone.note') }).fill('邻居说在地里')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/^[^?]*\/live\/today$/)
  expect(await readContacts(api, patient)).toMatchObject([{ nextOn: dayFromNow(0), nextHour: 18 }])

  await page.goto('/live/today?state=due')
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: patient.code, exact: true }) })
  await expect(row).toContainText(words('today.attempts', { count: 1 }))
  await expect(row).toContainText('18:00')
  await expect(row).toContainText(words('today.dueNow'))

  await page.goto(`/live/patients/${patient.code}/contacts`)
  await expect(page.getByText('邻居说在地里')).toBeVisible()
})

test('when a relative tells of a death, then the call is recorded and the page of the end is open', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makeCalled(api)
  await callFromToday(page, words, patient)
  await page.keyboard.press('3')
  await expect(page.getByRole('heading', { name: words('phone.outcome') })).toBeVisible()
  await page.keyboard.press('6')
  await expect(page).toHaveURL(
    new RegExp(`/live/patients/${patient.code}/end\\?reason=died&source=telephone`),
  )
  expect(await readContacts(api, patient)).toMatchObject([
    { reached: 'child', outcome: 'died', nextOn: null },
  ])
  await expect(page.locator('input[name=reason][value=died]')).toBeChecked()
})

test('when a telephone is added that is no number, then it says so and keeps what was typed', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makeCalled(api)
  await page.goto(`/live/patients/${patient.code}/contacts`)
  await page.getByRole('button', { name: words('contacts.addPhone') }).click()
  const dialog = page.getByRole('dialog')
  const number = `137${String(Date.now()).slice(-8)}`
  await dialog.getByRole('textbox', { name: words('contacts.number') }).fill('12')
  await dialog.getByRole('textbox', { name: words('contacts.holder') }).fill('例邻居')
  await dialog.getByRole('textbox', { name: words('contacts.bestHour') }).fill('１８：００')
  await dialog.getByRole('button', { name: words('common.save') }).click()
  await expect(dialog.getByText(words('issues.not_a_phone'))).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: words('contacts.holder') })).toHaveValue('例邻居')
  await dialog.getByRole('textbox', { name: words('contacts.number') }).fill(number)
  await dialog.getByRole('button', { name: words('common.save') }).click()
  await expect(page.getByRole('link', { name: number })).toBeVisible()
  await expect(page.getByText(words('contacts.best', { hour: '18:00' }))).toBeVisible()

  await page.goto('/live/patients')
  await page.getByRole('searchbox', { name: words('matrix.search.label') }).fill(number)
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('list', { name: words('matrix.search.found') }).getByRole('link', { name: patient.code }),
  ).toBeVisible()
})

test('the card fits one page, tells the dates and holds no name in its code', async ({ admit, words }) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 3 })
  for (const [lang, paper] of [
    ['zh', 'a5'],
    ['en', 'a4'],
  ] as const) {
    await page.goto(`/live/patients/${patient.code}/card?lang=${lang}&paper=${paper}`)
    const card = page.getByRole('article')
    await expect(card).toContainText(addDays(dayFromNow(-3), 90))
    await expect(card).toContainText(addDays(dayFromNow(-3), 365))
    await expect(card).toContainText(patient.code)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  }
  await expect(page.getByRole('link', { name: '中文' })).toBeVisible()
  await expect(page.getByRole('button', { name: words('card.print') })).toBeVisible()
})
