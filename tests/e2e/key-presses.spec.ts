import type { Page } from '@playwright/test'
import { getInstrument } from '@/lib/instruments/shelf'
import { makePatient, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import type { Api } from '@/tests/support/e2e/api'
import { readSheet, type Sheet } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

/** Every key that goes down, as the browser's document hears it; Control counts as one, and repeats too. */
async function countKeys(page: Page): Promise<() => number> {
  let count = 0
  await page.exposeFunction('tellKey', () => {
    count += 1
  })
  await page.addInitScript(() => {
    const tell = () => (window as unknown as { tellKey: () => void }).tellKey()
    document.addEventListener('keydown', tell, { capture: true })
  })
  return () => count
}

/** The mouse is not used: a press of any of its buttons fails the test. */
async function forbidMouse(page: Page) {
  await page.addInitScript(() => {
    document.addEventListener('mousedown', () => {
      throw new Error('the mouse was used')
    })
  })
}

const press = async (page: Page, keys: string) => {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

/** The form is open and waits at its first field. */
async function waitAt(page: Page, words: Words, instrument: string, item: string): Promise<Sheet> {
  const sheet = readSheet(page, words, instrument)
  await expect(sheet.box(item).or(sheet.group(item)).first()).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), { timeout: 10_000 })
    .toBe(item)
  await page.waitForSelector('html[data-listening]')
  return sheet
}

const stored = async (api: Api, patient: MadePatient, visit: string, instrument: string, repeat = '') => {
  const { entry } = await api.get<{ entry: { values: Record<string, unknown>; complete: boolean } }>(
    `/studies/live/entries?enrolment=${patient.enrolmentId}&visit=${patient.visits[visit]}&instrument=${instrument}` +
      (repeat ? `&repeat=${repeat}` : ''),
  )
  return entry.values
}

/** The values in the order in which the form asks for them. */
const inOrder = (instrument: string, values: Record<string, unknown>) =>
  getInstrument(instrument)
    .items.filter(({ kind }) => kind !== 'calculated')
    .map(({ name }) => values[name])

test('day 1 by keyboard alone: pain, a leak, urgent signs and neurology in 40 key presses at most', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  const keys = await countKeys(page)
  await forbidMouse(page)
  await page.goto(patient.formAt('d1', 'pain'))

  await waitAt(page, words, 'pain', 'vas_back_rest')
  await press(page, '2 Enter 3 Enter 0 Enter 0 Enter')

  // By CT, a leak of type C, at endplate or cortex, without symptoms; where it went is passed over.
  await waitAt(page, words, 'leakage', 'leak_detection')
  await press(page, '1 1 3 = 1 = 0 Enter')

  await waitAt(page, words, 'urgent_signs', 'urgent_bladder')
  await press(page, '0 0 0 0 0 ]')
  await waitAt(page, words, 'neurology', 'slr_left')
  await press(page, '9 0 = 5 5 5 5 5 = 9 0 = 5 5 5 5 4 =')
  await expect(page.getByRole('form', { name: words.form('neurology') })).toHaveCount(0)

  const count = keys()
  test.info().annotations.push({ type: 'keys', description: `day 1: ${count}` })
  expect(count).toBeGreaterThan(30)
  expect(count).toBeLessThanOrEqual(40)

  const visit = (instrument: string, repeat?: string) => stored(api, patient, 'd1', instrument, repeat)
  expect(await visit('pain')).toEqual({
    vas_back_rest: 2,
    vas_back_activity: 3,
    vas_leg_left: 0,
    vas_leg_right: 0,
  })
  expect(await visit('leakage', 'T12')).toEqual({
    leak_detection: 1,
    leak: 1,
    leak_types: [3],
    leak_endplate_cortex: 1,
    leak_symptomatic: 0,
  })
  expect(Object.values(await visit('urgent_signs'))).toEqual([0, 0, 0, 0, 0])
  expect(await visit('neurology')).toEqual({
    ...Object.fromEntries(
      ['left', 'right'].flatMap((side) => [
        [`slr_${side}`, 90],
        ...['l2', 'l3', 'l4', 'l5', 's1'].map((root) => [`power_${root}_${side}`, 5]),
      ]),
    ),
    power_s1_right: 4,
  })
  // What it is a complication of is for a clinician to say; that it may be one stands there.
  const { rows } = await api.get<{ rows: { type: string; enrolmentId: string }[] }>(
    `/studies/live/complications?enrolment=${patient.enrolmentId}`,
  )
  expect(rows.filter((row) => row.type === 'cement_leakage').length).toBeGreaterThan(0)
})

test('the forms of 3 months by keyboard alone, with the JOA, in 90 key presses at most', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { arm: 'peld', operatedDaysAgo: 92, levels: ['L4-5'] })
  await saveForm(api, patient, 'd1', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 91 })
  const keys = await countKeys(page)
  await forbidMouse(page)
  await page.goto(patient.formAt('m3', 'pain'))

  await waitAt(page, words, 'pain', 'vas_back_rest')
  await press(page, '1 Enter 2 Enter 0 Enter 3 . 5 Enter')
  await waitAt(page, words, 'odi', 'odi_1')
  await press(page, '1 1 2 1 0 2 1 0 1 1 Enter')
  // Yes, sore and stiff, and it limits a little.
  await waitAt(page, words, 'residual_pain', 'residual_pain')
  await press(page, '1 2 3 Enter 1 Enter')
  // Relieved, on a day nobody knows, and not come back.
  await waitAt(page, words, 'recurrent_pain', 'pain_relieved')
  await press(page, '1 Enter Enter 0 Enter')
  await waitAt(page, words, 'macnab', 'macnab')
  await press(page, '2 Enter')
  await waitAt(page, words, 'urgent_signs', 'urgent_bladder')
  await press(page, '0 0 0 0 0 ]')
  await waitAt(page, words, 'joa', 'joa_by_phone')
  await press(page, '0 2 2 3 2 1 2 2 2 2 1 2 1 2 0 Enter')
  await expect(page.getByRole('form', { name: words.form('joa') })).toHaveCount(0)

  const count = keys()
  test.info().annotations.push({ type: 'keys', description: `3 months: ${count}` })
  expect(count).toBeGreaterThan(40)
  expect(count).toBeLessThanOrEqual(90)

  const visit = (instrument: string) => stored(api, patient, 'm3', instrument)
  expect(await visit('pain')).toEqual({
    vas_back_rest: 1,
    vas_back_activity: 2,
    vas_leg_left: 0,
    vas_leg_right: 3.5,
  })
  expect(inOrder('odi', await visit('odi'))).toEqual([1, 1, 2, 1, 0, 2, 1, 0, 1, 1])
  expect(await visit('residual_pain')).toEqual({
    residual_pain: 1,
    residual_pain_quality: [2, 3],
    residual_pain_limits: 1,
  })
  expect(await visit('recurrent_pain')).toEqual({ pain_relieved: 1, recurrent_pain: 0 })
  expect(await visit('macnab')).toEqual({ macnab: 2 })
  expect(Object.values(await visit('urgent_signs'))).toEqual([0, 0, 0, 0, 0])
  expect(inOrder('joa', await visit('joa'))).toEqual([0, 2, 2, 3, 2, 1, 2, 2, 2, 2, 1, 2, 1, 2, 0])
})

test('keys of habit do no harm: Enter after a digit, a digit held down, signs typed into a note', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 1 })
  await page.goto(patient.formAt('d1', 'urgent_signs'))
  const sheet = await waitAt(page, words, 'urgent_signs', 'urgent_bladder')
  // One who presses Enter after every digit gets on as fast as one who does not.
  await press(page, '0 Enter 0 Enter 0')
  await page.keyboard.down('1')
  await page.keyboard.down('1')
  await page.keyboard.down('1')
  await page.keyboard.up('1')
  await expect(sheet.answer('urgent_saddle', 0)).toBeChecked()
  await expect(sheet.answer('urgent_weakness', 1)).toBeChecked()
  await expect(sheet.group('urgent_fever').getByRole('radio', { checked: true })).toHaveCount(0)

  await page.goto(patient.formAt('d1', 'leakage'))
  const leak = await waitAt(page, words, 'leakage', 'leak_detection')
  await press(page, '1 1 3 = 1 = 1')
  const note = leak.box('leak_symptoms')
  await expect(note).toBeFocused()
  await page.keyboard.type('a+b=[c]')
  await expect(note).toHaveValue('a+b=[c]')
})
