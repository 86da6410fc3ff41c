import { randomBytes, randomUUID } from 'node:crypto'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Api } from '@/tests/support/e2e/api'
import { dayFromNow, makePatient, painOf, QUIET_SIGNS, saveForm } from '@/tests/support/e2e/patients'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test, type Person } from '@/tests/support/e2e/test'

/** A study of its own, judged by two clinicians who are kept from the arm. */
async function makeBlindStudy(administrator: Api, admin: Person, origin: string): Promise<string> {
  const serial = randomBytes(3).toString('hex')
  const slug = `blind-${serial}`
  await administrator.post('/studies', {
    slug,
    titleZh: `双人判断 ${serial}`,
    titleEn: `Judged by two ${serial}`,
    followUpClosed: false,
    protocol: 'live',
    codePrefix: `B${serial.toUpperCase()}`,
    sites: ['NORTH'],
  })
  const adjudication = { readers: 2, blind: true }
  const codePrefix = `B${serial.toUpperCase()}`
  const draft = await admin.context.request.put(`${origin}/api/v1/studies/${slug}/protocol/draft`, {
    headers: { origin, 'idempotency-key': randomUUID() },
    data: { version: 0, basedOn: 1, definition: { ...LIVE_PROTOCOL, codePrefix, adjudication } },
  })
  expect(draft.ok(), await draft.text()).toBe(true)
  await admin.api.post(`/studies/${slug}/protocol/versions`, { version: 1, reason: 'two readers' })
  return slug
}

/** A patient of that study with a leak at T12 on day 1. */
async function makeLeak(nurse: Api, study: string): Promise<string> {
  const { id: patientId } = await nurse.post<{ id: string }>(`/studies/${study}/patients`, {
    identity: { name: '试例双盲', sex: 'F', birthDate: '1950-01-02' },
    notDuplicate: true,
  })
  const enrolledOn = dayFromNow(-2)
  const enrolment = await nurse.post<{ id: string; code: string }>(`/studies/${study}/enrolments`, {
    patientId,
    enrolledOn,
    plannedArm: '3d_pvp',
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
  })
  await nurse.post(`/studies/${study}/operations`, {
    enrolmentId: enrolment.id,
    relation: 'index',
    performedOn: dayFromNow(-1),
    endedTime: null,
    plannedTechnique: 'PVP',
    receivedTechnique: 'PVP',
    receivedArm: null,
    levels: [{ level: 'T12', side: 'both' }],
    operator: null,
    cause: null,
  })
  const { visits } = await nurse.get<{ visits: { id: string; code: string }[] }>(
    `/studies/${study}/enrolments/${enrolment.id}`,
  )
  await nurse.post(`/studies/${study}/entries`, {
    enrolmentId: enrolment.id,
    visitId: visits.find(({ code }) => code === 'd1')?.id,
    instrument: 'leakage',
    repeatKey: 'T12',
    version: 0,
    values: { leak: 1, leak_detection: 1, leak_types: [3], leak_endplate_cortex: 1, leak_symptomatic: 0 },
    visit: { doneOn: dayFromNow(0), doneTime: null, mode: 'in_person' },
  })
  return enrolment.code
}

test('when two clinicians judge apart and differ, then a third decides, by keyboard and without the arm', async ({
  admit,
  administrator,
  origin,
  words,
}) => {
  const study = await makeBlindStudy(administrator, await admit('admin'), origin)
  const at = { studies: [study] }
  const nurse = await admit('nurse', at)
  const code = await makeLeak(nurse.api, study)
  const [first, second, third] = [
    await admit('clinician', at),
    await admit('clinician', at),
    await admit('clinician', at),
  ]
  const open = async ({ page }: Person) => {
    await page.goto(`/${study}/complications`)
    await page.getByRole('link', { name: words('complications.vote.start') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(code)
    return page
  }

  // The evidence lies beside: value, visit, day and form; the arm and the technique do not.
  const page = await open(first)
  await expect(page.getByText(words('complications.vote.blind'))).toBeVisible()
  const values = page.getByRole('region', { name: words('complications.values.title') })
  await expect(values).toContainText(words.form('leakage'))
  await expect(values).toContainText(words.answer('leakage', 'leak_types', 3))
  await expect(values).toContainText(words('complications.values.day', { day: 1 }))
  await expect(page.locator('main')).not.toContainText('PVP')
  await page.keyboard.press('r')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(words('complications.vote.reasonMissing'))).toBeVisible()
  await page.keyboard.type('伪影 / artefact')
  await page.keyboard.press('Control+Enter')
  await expect(toast(page, words('complications.vote.kept'))).toBeVisible()

  // The second sees that somebody has judged, and nothing of what was said.
  const other = await open(second)
  await expect(other.getByText(words('complications.vote.in', { votes: 1, readers: 2 }))).toBeVisible()
  await expect(other.locator('main')).not.toContainText('artefact')
  await expect(other.locator('main')).not.toContainText(first.displayName)
  await other.keyboard.press('c')
  await other.keyboard.press('Control+Enter')
  await expect(toast(other, words('complications.vote.kept'))).toBeVisible()

  // The first cannot vote again; the third sees both and decides.
  await page.goto(`/${study}/complications`)
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: code }) })
  await expect(row).toContainText(words('complications.vote.disputed'))
  await row.getByRole('link', { name: new RegExp(`^${words('complications.vote.look')}`) }).click()
  await expect(page.getByText(words('complications.vote.refusal.voted_already'))).toBeVisible()
  const deciding = await open(third)
  await expect(deciding.locator('main')).toContainText(first.displayName)
  await expect(deciding.locator('main')).toContainText('artefact')
  await deciding.keyboard.press('c')
  await deciding.getByLabel(words('complications.vote.grade')).selectOption('1')
  await deciding.keyboard.press('Control+Enter')
  await expect(toast(deciding, words('complications.vote.settled'))).toBeVisible()
  await deciding.goto(`/${study}/complications?status=confirmed`)
  await expect(deciding.getByRole('row').filter({ hasText: code })).toContainText(third.displayName)
  const agreement = deciding.getByRole('region', { name: words('complications.agreement.title') })
  await expect(agreement).toContainText(words('complications.agreement.pairs', { pairs: 1 }))
})

test('when a rule is run otherwise, then what would change is seen first and nothing has changed', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 92 })
  await saveForm(nurse.api, patient, 'm3', 'pain', painOf(3.7), { doneDaysAgo: 0 })
  const { page, api } = await admit('clinician')
  await page.goto('/live/complications')
  await page.getByRole('link', { name: words('definitions.title') }).click()
  const run = page.getByRole('region', { name: words('definitions.run') })
  await run.getByLabel(words('definitions.rule')).selectOption('rbp-ovcf')
  await expect(run.getByLabel(words('definitions.version'))).toHaveValue('3')
  await run.getByLabel(words('protocolPage.params.threshold')).fill('3.6')
  await run.getByRole('button', { name: words('definitions.look') }).click()
  await expect(run.getByRole('status')).toContainText(/\d/)
  const line = run.getByRole('row').filter({ has: page.getByRole('rowheader', { name: patient.code }) })
  await expect(line).toContainText(words('definitions.change.appears'))
  // Who sees one site of two does not change what both mean.
  await expect(run.getByText(words('definitions.needsEverySite'))).toBeVisible()
  await expect(run.getByRole('button', { name: words('definitions.apply') })).toHaveCount(0)
  const { rows } = await api.get<{ rows: unknown[] }>(
    `/studies/live/complications?enrolment=${patient.enrolmentId}`,
  )
  expect(rows).toEqual([])
})

test('when an urgent sign is entered, then it says how long it waits until somebody takes notice by name', async ({
  admit,
  words,
}) => {
  const nurse = await admit('nurse')
  const patient = await makePatient(nurse.api, { operatedDaysAgo: 1 })
  await saveForm(
    nurse.api,
    patient,
    'd1',
    'urgent_signs',
    { ...QUIET_SIGNS, urgent_bladder: 1, urgent_saddle: 1 },
    { doneDaysAgo: 0 },
  )
  const { page, displayName } = await admit('clinician')
  await page.goto('/live/complications?view=alerts&open=true')
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: patient.code }) })
  await expect(row).toContainText(words('complications.escalation.level.1'))
  // Two signs together are also a suspicion for a clinician to judge.
  await page.goto('/live/complications?status=proposed')
  await expect(page.getByRole('row').filter({ hasText: patient.code })).toContainText(
    words('rules.imaging_decides'),
  )
  await page.goto('/live/complications?view=alerts&open=true')
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByRole('textbox').fill('MRI')
  await page.keyboard.press('Control+Enter')
  await expect(toast(page, words('complications.acknowledge.done'))).toBeVisible()
  await page.goto('/live/complications?view=alerts&open=false')
  await expect(row).toContainText(displayName)
  await expect(row).not.toContainText(words('complications.escalation.level.1'))
})
