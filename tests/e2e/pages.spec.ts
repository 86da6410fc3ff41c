import type { Page } from '@playwright/test'
import { makePatient, painOf, QUIET_SIGNS, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import type { Api } from '@/tests/support/e2e/api'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { expect, test } from '@/tests/support/e2e/test'
import { LANGUAGE_NAMES } from '@/tests/support/e2e/words'

/** Somebody with a bit of everything: two levels, a leak, early pain, an urgent sign, a visit that is open. */
async function makeEventfulPatient(nurse: Api): Promise<MadePatient> {
  const patient = await makePatient(nurse, { operatedDaysAgo: 100, levels: ['T12', 'L1'] })
  const save = (visit: string, form: string, values: Record<string, unknown>, day: number, repeatKey = '') =>
    saveForm(nurse, patient, visit, form, values, { doneDaysAgo: 100 - day, repeatKey })
  const sections = (score: number) =>
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`odi_${index + 1}`, score]))
  const leak = { leak: 1, leak_detection: 1, leak_types: [3], leak_endplate_cortex: 1, leak_symptomatic: 0 }
  await save('pre', 'pain', painOf(8, 2), -1)
  await save('pre', 'odi', sections(3), -1)
  await save('d1', 'pain', painOf(5, 1), 1)
  await save('d1', 'leakage', leak, 1, 'T12')
  await save('d1', 'urgent_signs', { ...QUIET_SIGNS, urgent_bladder: 1 }, 1)
  await save('d3', 'pain', painOf(3), 3)
  await save('m3', 'pain', painOf(4.5), 99)
  return patient
}

test.describe.configure({ timeout: 240_000 })

test('when a clinician opens any page of the ward, then it reads well wide, narrow and dark', async ({
  admit,
}) => {
  const { page, api } = await admit('clinician', { studies: ['live', 'ovcf', 'snrb'] })
  const patient = await makeEventfulPatient(api)
  const newcomer = await makePatient(api)
  const course = await api.get<{ operations: { id: string }[] }>(
    `/studies/live/enrolments/${patient.enrolmentId}`,
  )
  await walk(page, {
    studies: '/',
    today: '/live/today',
    'today-closed': '/ovcf/today',
    patients: '/live/patients',
    timeline: patient.timeline,
    'timeline-new': newcomer.timeline,
    'timeline-imported': '/ovcf/patients/OV-001',
    'timeline-trial': '/snrb/patients/SN-001',
    complications: '/live/complications',
    alerts: '/live/complications?view=alerts',
    definitions: '/live/complications/definitions',
    codebook: '/live/codebook',
    protocol: '/live/protocol',
    'form-demographics': patient.formAt('pre', 'demographics'),
    'form-ovcf_baseline': patient.formAt('pre', 'ovcf_baseline'),
    'form-pain': patient.formAt('m3', 'pain'),
    'form-odi': patient.formAt('m3', 'odi'),
    'form-leakage': patient.formAt('d1', 'leakage'),
    'form-operation': `/live/operations/${course.operations[0]?.id}/operation`,
    'add-operation': `${patient.timeline}/operation`,
    'form-adverse_event': `${patient.timeline}/log/adverse_event`,
    'form-neurology': patient.formAt('m3', 'neurology'),
    'add-visit': `${patient.timeline}/visit`,
    end: `${patient.timeline}/end`,
    contacts: `${patient.timeline}/contacts`,
    card: `${patient.timeline}/card`,
    phone: patient.formAt('m3', 'phone'),
  })
})

test('when a nurse registers somebody, then search, form and enrolment read well', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('nurse')
  const unenrolled = await api.post<{ id: string }>('/studies/live/patients', {
    identity: { name: '试例未入', sex: 'M', birthDate: '1990-01-01' },
    notDuplicate: true,
  })
  await walk(page, {
    register: '/live/patients/register',
    enrol: `/live/patients/${unenrolled.id}/enrol`,
  })
  await page.goto('/live/patients/register')
  await page.getByRole('searchbox', { name: words('register.searchFirst') }).fill('无此例人')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: words('register.notFoundRegister') }).click()
  await checkPage(page, 'register-form')
})

test('when a researcher compares and extracts, then the pages read well', async ({ admit, words }) => {
  const { page } = await admit('researcher', { studies: ['ovcf'] })
  await walk(page, { 'compare-empty': '/ovcf/compare', extracts: '/ovcf/extracts' })
  await page.goto('/ovcf/compare')
  for (const preset of ['baseline', 'operation', 'complications'])
    await page.getByRole('button', { name: words(`compare.preset.${preset}`) }).click()
  await page.getByRole('button', { name: words('compare.run') }).click()
  await expect(page.getByRole('heading', { name: words('compare.receipt') })).toBeVisible()
  await checkPage(page, 'compare')
  await page.getByRole('button', { name: words('compare.pick') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await checkPage(page, 'compare-variables')
})

test('when an administrator looks after people, then the pages read well', async ({ admit, words }) => {
  const { page } = await admit('admin')
  await walk(page, {
    home: '/',
    people: '/people',
    account: '/people/me',
    system: '/system',
    trail: '/trail',
    'trail-access': '/trail?view=access',
  })
  await page.goto('/people')
  await page.getByRole('button', { name: words('people.add.do') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await checkPage(page, 'people-add')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: words('people.manage.of', { name: '' }).trim() })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await checkPage(page, 'people-manage')
})

test('when nobody is signed in or nothing is there, then the page reads well', async ({
  admit,
  openBrowser,
  language,
  words,
}) => {
  const outside = await (await openBrowser()).newPage()
  await outside.goto('/login')
  await outside.getByRole('button', { name: LANGUAGE_NAMES[language] }).click()
  await expect(outside.locator('html')).toHaveAttribute('lang', language)
  await checkPage(outside, 'sign-in')
  const { page } = await admit('nurse')
  await page.goto('/live/nothing-here')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('app.notFoundTitle'))
  await checkPage(page, 'not-found')
})

async function walk(page: Page, places: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, address] of Object.entries(places)) {
    const answer = await page.goto(address)
    expect.soft(answer?.status(), `${name} (${address})`).toBe(200)
    await expect.soft(page.getByRole('heading', { level: 1 }), name).toBeVisible()
    await checkPage(page, name)
  }
}
