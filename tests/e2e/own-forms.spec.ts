import { dayFromNow } from '@/tests/support/e2e/patients'
import type { Api } from '@/tests/support/e2e/api'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Protocol } from '@/lib/protocol/protocol'

const DICTIONARY = 'tests/exchange/data/redcap-ovcf-follow-up.csv'

let made = 0

/** A study of one's own, so that what it publishes disturbs nobody. */
async function makeStudy(administrator: Api): Promise<string> {
  const serial = `${process.pid}${(made += 1)}`
  const slug = `own-${serial}`
  await administrator.post('/studies', {
    slug,
    titleZh: '自建表单',
    titleEn: 'Own forms',
    followUpClosed: false,
    protocol: 'live',
    codePrefix: `F${serial}`.slice(0, 8),
    sites: ['NORTH', 'SOUTH'],
  })
  return slug
}

/** Publishes the protocol with one more form on day 1. */
async function askAtDayOne(
  administrator: Api,
  slug: string,
  form: { id: string; version: number; required: boolean },
): Promise<void> {
  const protocol = await administrator.get<Protocol>(`/studies/${slug}/protocol`)
  const visits = protocol.visits.map((visit) =>
    visit.code === 'd1' ? { ...visit, instruments: [...visit.instruments, form] } : visit,
  )
  const draft = await administrator.put<{ version: number }>(`/studies/${slug}/protocol/draft`, {
    version: 0,
    basedOn: 1,
    definition: { ...protocol, visits },
  })
  const change = { version: draft.version, reason: 'one more form' }
  await administrator.post(`/studies/${slug}/protocol/versions`, change)
}

/** The day-1 visit of a patient operated two days ago. */
async function makeVisit(nurse: Api, slug: string) {
  const patient = await nurse.post<{ id: string }>(`/studies/${slug}/patients`, {
    identity: { name: `表例${process.pid}`, sex: 'F', birthDate: '1951-06-15' },
    notDuplicate: true,
  })
  const on = dayFromNow(-3)
  const enrolment = await nurse.post<{ id: string; code: string }>(`/studies/${slug}/enrolments`, {
    patientId: patient.id,
    enrolledOn: on,
    plannedArm: 'pvp',
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on, by: 'patient', relation: null },
  })
  await nurse.post(`/studies/${slug}/operations`, {
    enrolmentId: enrolment.id,
    relation: 'index',
    performedOn: dayFromNow(-2),
    endedTime: null,
    plannedTechnique: 'PVP',
    receivedTechnique: 'PVP',
    receivedArm: null,
    levels: [{ level: 'T12', side: 'both' }],
    operator: null,
    cause: null,
  })
  const course = await nurse.get<{ visits: { id: string; code: string }[] }>(
    `/studies/${slug}/enrolments/${enrolment.id}`,
  )
  const visitId = course.visits.find(({ code }) => code === 'd1')?.id ?? ''
  return { enrolmentId: enrolment.id, code: enrolment.code, visitId }
}

/** What the editor's preview shows of one item. */
const previewOf = (words: (key: string) => string) => words('forms.preview')

test('when a REDCap dictionary is imported, then what is lost is told first, and the form behaves, is published and asked', async ({
  admit,
  administrator,
  words,
  language,
}) => {
  test.slow()
  const slug = await makeStudy(administrator)
  const { page } = await admit('admin', { studies: [slug] })
  await page.goto(`/${slug}/forms`)
  await page.getByLabel(words('forms.redcapFile')).setInputFiles(DICTIONARY)
  const dialog = page.getByRole('dialog')
  await expect(
    dialog.getByText(words('forms.redcapFound', { fields: 72, items: 70, forms: 2 })),
  ).toBeVisible()
  for (const field of ['study_id', 'event_prev', 'by_user', 'judged_with', 'reader_sql'])
    await expect(dialog.getByRole('cell', { name: field }).first()).toBeVisible()
  await dialog.getByRole('button', { name: words('forms.redcapKeep', { count: 2 }) }).click()
  await expect(toast(page, words('forms.imported', { count: 2 }))).toBeVisible()

  await page.goto(`/${slug}/forms/ovcf_visit`)
  const preview = page.getByRole('region', { name: previewOf(words) })
  const answer = (group: string, name: string) =>
    preview
      .getByRole('group', { name: group })
      .getByRole('radio', { name })
      .or(preview.getByRole('radiogroup', { name: group }).getByRole('radio', { name }))
  // Branching: nothing about pain before it is known that the patient lives.
  await expect(preview.getByRole('textbox', { name: /Back pain at rest/ })).toBeHidden()
  await answer('Alive', language === 'en' ? 'Yes' : '是').check()
  await preview.getByRole('textbox', { name: /Back pain at rest/ }).fill('4')
  await preview.getByRole('textbox', { name: /Back pain when moving/ }).fill('2.5')
  await preview.getByRole('textbox', { name: /Pain before the operation/ }).fill('8')
  const scores = preview.getByRole('region', { name: words('entry.scores') })
  await expect(scores.getByText('4.00', { exact: true })).toBeVisible()
  await expect(scores.getByText('69.00', { exact: true })).toBeVisible()
  await expect(preview.getByText('Why not better')).toBeHidden()
  await preview.getByRole('textbox', { name: /Back pain when moving/ }).fill('7')
  await expect(preview.getByText('Why not better')).toBeVisible()

  await page.getByRole('button', { name: words('forms.publish'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('forms.publish'), exact: true })
    .click()
  await expect(toast(page, words('forms.published', { number: 1 }))).toBeVisible()

  // Asked at a visit, once a protocol names it.
  await askAtDayOne(administrator, slug, { id: 'ovcf_visit', version: 1, required: false })

  const nurse = await admit('nurse', { studies: [slug] })
  const { visitId } = await makeVisit(nurse.api, slug)
  await nurse.page.goto(`/${slug}/visits/${visitId}/ovcf_visit`)
  const form = nurse.page.getByRole('form', { name: 'Ovcf visit' })
  await form
    .getByLabel(/Date of the visit/)
    .first()
    .fill(dayFromNow(-1))
  await expect(form.getByRole('textbox', { name: /Last fall on/ })).toBeHidden()
  await form.getByRole('textbox', { name: /Falls since the last visit/ }).fill('2')
  await expect(form.getByRole('textbox', { name: /Last fall on/ })).toBeVisible()
})

test('when a form is written by hand, then a fault is named at its field and the keys move its items', async ({
  admit,
  words,
}) => {
  const { page } = await admit('admin')
  const id = `walk_${Date.now() % 1_000_000}`
  await page.goto('/live/forms')
  await page.getByRole('button', { name: words('forms.new') }).click()
  await page.getByRole('textbox', { name: words('forms.id') }).fill(id)
  await page
    .getByRole('textbox', { name: words('forms.in.en', { label: words('forms.title') }) })
    .fill('Walking')
  await page.getByRole('button', { name: words('forms.begin') }).click()
  await expect(page).toHaveURL(new RegExp(`/live/forms/${id}$`))

  const box = (name: string) => page.locator(`[name="${name}"]`)
  await page.getByRole('combobox', { name: words('forms.addItem') }).selectOption('integer')
  await box('items.0.name').fill('metres')
  await box('items.0.label.zh').fill('步行距离')
  await box('items.0.label.en').fill('Metres walked')
  await page.getByRole('combobox', { name: words('forms.addItem') }).selectOption('calculated')
  await box('items.1.name').fill('speed')
  await box('items.1.label.zh').fill('速度')
  await box('items.1.label.en').fill('Speed')
  await box('items.1.expression').fill('metres / minutes')
  await expect(
    page.getByText(words('issues.expression_unknown_item', { at: 10, what: 'minutes' })).first(),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: words('forms.publish'), exact: true })).toBeDisabled()
  await box('items.1.expression').fill('round(metres / 6, 1)')

  const preview = page.getByRole('region', { name: previewOf(words) })
  await preview.getByRole('textbox').first().fill('330')
  await expect(preview.getByText('55.0')).toBeVisible()

  // By the keyboard alone: the second item up, and what it names now comes too late.
  await page.locator('[data-row="1"]').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.locator('[data-row="0"]')).toBeFocused()
  await expect(
    page.getByText(words('issues.expression_unknown_item', { at: 7, what: 'metres' })).first(),
  ).toBeVisible()
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Control+s')
  await expect(toast(page, words('forms.kept'))).toBeVisible()
  await page.reload()
  await expect(page.locator('[data-row="1"]')).toContainText(/速度|Speed/)
})

test('when a form has a new version, then each entry says what would change, and is moved with a reason', async ({
  admit,
  administrator,
  words,
  language,
}) => {
  test.slow()
  const slug = await makeStudy(administrator)
  const label = (en: string) => ({ zh: `${en}（中）`, en })
  const form = {
    ...{ id: 'walking', version: 1, title: label('Walking'), short: label('Walk') },
    ...{ repeat: 'none', source: 'test' },
    items: [
      { kind: 'integer', name: 'walk_m', label: label('Metres'), measure: 'scale', required: true },
      { kind: 'integer', name: 'walk_stops', label: label('Stops'), measure: 'scale' },
    ],
  }
  const publish = async (definition: unknown) => {
    const at = `/studies/${slug}/instruments/walking`
    const { version } = await administrator.put<{ version: number }>(`${at}/draft`, {
      version: 0,
      definition,
    })
    await administrator.post(`${at}/versions`, { version })
  }
  await publish(form)
  await askAtDayOne(administrator, slug, { id: 'walking', version: 1, required: true })
  const nurse = await admit('nurse', { studies: [slug] })
  const { enrolmentId, visitId, code } = await makeVisit(nurse.api, slug)
  await nurse.api.post(`/studies/${slug}/entries`, {
    ...{ enrolmentId, visitId, instrument: 'walking', repeatKey: '', version: 0, reasons: {} },
    values: { walk_m: 420, walk_stops: 2 },
    visit: { doneOn: dayFromNow(-1), doneTime: null, mode: 'in_person' },
  })
  await publish({ ...form, items: [{ ...form.items[0], soft: { max: 400 } }] })

  const { page } = await admit('clinician', { studies: [slug] })
  await page.goto(`/${slug}/forms/walking/entries`)
  const name = (en: string) => (language === 'en' ? en : `${en}（中）`)
  const row = page.getByRole('row', { name: new RegExp(code) })
  await expect(row.getByText(words('forms.moveLost', { items: name('Stops') }))).toBeVisible()
  await expect(row.getByText(new RegExp(name('Metres').replace(/[（）]/g, '.')))).toBeVisible()
  const move = page.getByRole('button', { name: words('forms.move', { count: 1 }) })
  await move.click()
  await expect(page.getByText(words('issues.required'))).toBeVisible()
  await page.getByRole('textbox', { name: words('forms.moveReason') }).fill('one form for all')
  await move.click()
  await expect(page.getByText(words('forms.moveNone'))).toBeVisible()

  await page.goto(`/${slug}/visits/${visitId}/walking`)
  await expect(page.getByRole('textbox', { name: name('Metres') })).toHaveValue('420')
  await expect(page.getByText(name('Stops'))).toBeHidden()
})
