import { checkPage } from '@/tests/support/e2e/page-checks'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { addEmptyStudy, nameStudy, openEditor } from '@/tests/support/e2e/protocol-editor'
import { expect, test } from '@/tests/support/e2e/test'

test.describe.configure({ timeout: 240_000 })

test('when a cohort by levels is amended, then the diff is seen and a patient is moved', async ({
  admit,
  words,
}) => {
  const { page } = await admit('admin')
  const study = nameStudy('cohort')
  await addEmptyStudy(page, words, study)
  await page.goto(`/${study.slug}/protocol/edit`)
  const editor = openEditor(page, words)
  await editor.go('arms')
  await editor.type('arms.0.code', 'obs')
  await editor.pick('arms.0.technique', 'PVP')
  await editor.both('arms.0.label', '3D+PVP', '3D+PVP')
  await editor.press('protocolEdit.add.arm')
  await editor.type('arms.1.code', 'ctl')
  await editor.pick('arms.1.technique', 'PVP')
  await editor.both('arms.1.label', 'PVP', 'PVP')
  await editor.go('visits')
  await editor.press('protocolEdit.add.visit')
  await editor.visit(2, {
    code: 'd1',
    anchor: 'index_operation',
    target: 1,
    days: [1, 1],
    label: ['术后 1 天', 'Day 1'],
    forms: ['vas', 'leakage', 'radiograph_totals'],
  })
  await editor.go('rules')
  await page.getByRole('combobox', { name: words('protocolEdit.add.rule') }).selectOption('cement-leakage@1')
  await editor.press('protocolEdit.add.rule')
  await editor.publish('first')
  await expect(page.getByText(words('protocolPage.title')).first()).toBeVisible()

  // A patient comes, and is seen on day 1.
  const nurse = await admit('nurse', { studies: [study.slug] })
  const at = `/studies/${study.slug}`
  const { id: patientId } = await nurse.api.post<{ id: string }>(`${at}/patients`, {
    identity: { name: `迁例${study.prefix}` },
    notDuplicate: true,
  })
  const on = dayFromNow(-30)
  const enrolment = await nurse.api.post<{ id: string; code: string }>(`${at}/enrolments`, {
    patientId,
    enrolledOn: on,
    plannedArm: 'obs',
    eligibility: {},
    consent: { version: '1.0', on, by: 'patient', relation: null },
  })
  await nurse.api.post(`${at}/operations`, {
    enrolmentId: enrolment.id,
    relation: 'index',
    performedOn: on,
    endedTime: null,
    plannedTechnique: 'PVP',
    receivedTechnique: 'PVP',
    receivedArm: 'obs',
    levels: [{ level: 'T12', side: 'both' }],
    operator: null,
    cause: null,
  })
  type Course = { visits: { id: string; code: string; scheduled: boolean }[] }
  const visitsOf = async () => (await nurse.api.get<Course>(`${at}/enrolments/${enrolment.id}`)).visits
  const d1 = (await visitsOf()).find(({ code }) => code === 'd1')
  await nurse.api.post(`${at}/entries`, {
    enrolmentId: enrolment.id,
    visitId: d1?.id,
    instrument: 'leakage',
    repeatKey: 'T12',
    version: 0,
    values: { leak: 0 },
    visit: { doneOn: dayFromNow(-29), doneTime: null, mode: 'in_person' },
  })

  // A corrected date of the operation says where the visits would go.
  await nurse.page.goto(`/${study.slug}/patients/${enrolment.code}/operation/1`)
  const operatedOn = nurse.page.getByRole('textbox', { name: words('operation.performedOn') })
  await operatedOn.fill(dayFromNow(-31))
  await operatedOn.blur()
  const replan = nurse.page.getByRole('status').filter({ hasText: words('operation.replan.title') })
  await expect(replan.getByRole('listitem')).toHaveCount(3)
  await expect(replan).toContainText(`${dayFromNow(-29)} → ${dayFromNow(-30)}`)

  // The amendment: day 1 goes, years are written out.
  await page.goto(`/${study.slug}/protocol/edit`)
  await editor.go('visits')
  await page
    .getByRole('button', {
      name: words('protocolEdit.remove', { what: `${words('protocolEdit.one.visit')} 3` }),
      exact: true,
    })
    .click()
  await editor.openVisit(2)
  await page.getByRole('textbox', { name: words('protocolEdit.yearlyUntil') }).fill('3')
  await editor.press('protocolEdit.write')
  await editor.expectSound()
  await editor.press('protocolEdit.publish')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(words('protocolEdit.changes', { count: 3 }))).toBeVisible()
  for (const kind of ['added', 'removed'])
    await expect(dialog.getByText(words(`protocolEdit.kinds.${kind}`)).first()).toBeVisible()
  await dialog.getByRole('button', { name: words('protocolEdit.publishNow'), exact: true }).click()
  await expect(dialog.getByText(words('issues.required'), { exact: true })).toBeVisible()
  await dialog.getByRole('textbox').fill('三年随访')
  await dialog.getByRole('button', { name: words('protocolEdit.publishNow'), exact: true }).click()
  await expect(page.getByText('三年随访')).toBeVisible()

  // The patient stays until a clinician, who saw what it changes, moves them.
  expect((await visitsOf()).map(({ code }) => code)).toEqual(['pre', 'd1', 'm12'])
  const clinician = await admit('clinician', { studies: [study.slug] })
  await clinician.page.goto(`/${study.slug}/protocol/versions`)
  await clinician.page.getByRole('link', { name: words('protocolVersions.toMove'), exact: true }).click()
  const row = clinician.page.getByRole('listitem').filter({ hasText: enrolment.code })
  await expect(row.getByText(words('protocolMove.kinds.unscheduled'))).toBeVisible()
  await expect(row.getByText(words('protocolMove.kinds.appears'))).toHaveCount(2)
  await checkPage(clinician.page, 'protocol-move')
  await clinician.page
    .getByRole('checkbox', { name: words('protocolMove.choose', { code: enrolment.code }) })
    .check()
  await clinician.page.getByRole('textbox', { name: words('protocolMove.reason') }).fill('按修订随访三年')
  await clinician.page
    .getByRole('button', { name: words('protocolMove.move', { count: 1, to: 3 }), exact: true })
    .click()
  await expect(clinician.page.getByText(words('protocolMove.moved', { count: 1, of: 1 }))).toBeVisible()
  await expect(clinician.page.getByText(words('protocolMove.nobody', { to: 3 }))).toBeVisible()
  const moved = await visitsOf()
  expect(
    moved
      .filter(({ scheduled }) => scheduled)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['m12', 'pre', 'y2', 'y3'])
  expect(moved.find(({ code }) => code === 'd1')?.scheduled).toBe(false)
  await clinician.page.goto(`/${study.slug}/patients/${enrolment.code}`)
  await expect(clinician.page.getByRole('heading', { level: 1 })).toBeVisible()
})
