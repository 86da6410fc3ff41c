import { makePatient, painOf, QUIET_SIGNS, saveForm, type MadePatient } from '@/tests/support/e2e/patients'
import type { Api } from '@/tests/support/e2e/api'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { expect, test } from '@/tests/support/e2e/test'

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

test('when a clinician opens any page of the ward, then it reads well wide, narrow and dark', async ({
  admit,
  words,
}) => {
  test.slow()
  const { page, api } = await admit('clinician', { studies: ['live', 'ovcf'] })
  const patient = await makeEventfulPatient(api)
  const course = await api.get<{ operations: { id: string }[] }>(
    `/studies/live/enrolments/${patient.enrolmentId}`,
  )
  const places: Record<string, string> = {
    studies: '/',
    today: '/live/today',
    'today-closed': '/ovcf/today',
    patients: '/live/patients',
    timeline: patient.timeline,
    'timeline-imported': '/ovcf/patients/OV-001',
    complications: '/live/complications',
    alerts: '/live/complications?view=alerts',
    codebook: '/live/codebook',
    protocol: '/live/protocol',
    'form-demographics': patient.formAt('pre', 'demographics'),
    'form-ovcf_baseline': patient.formAt('pre', 'ovcf_baseline'),
    'form-pain': patient.formAt('m3', 'pain'),
    'form-odi': patient.formAt('m3', 'odi'),
    'form-leakage': patient.formAt('d1', 'leakage'),
    'form-operation': `/live/operations/${course.operations[0]?.id}/operation`,
    register: '/live/patients/register',
    enrol: `/live/patients/register?patient=${patient.patientId}`,
    'add-operation': `${patient.timeline}/operation`,
    'add-visit': `${patient.timeline}/visit`,
    end: `${patient.timeline}/end`,
    compare: '/live/compare',
  }
  for (const [name, address] of Object.entries(places)) {
    await page.goto(address)
    const heading = page.getByRole('heading', { level: 1 })
    await expect.soft(heading, name).toBeVisible()
    await expect.soft(heading, name).not.toHaveText(words('app.notFoundTitle'))
    await checkPage(page, name)
  }
})
