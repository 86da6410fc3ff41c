import { randomBytes } from 'node:crypto'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { addEmptyStudy, openEditor } from '@/tests/support/e2e/protocol-editor'
import { expect, test } from '@/tests/support/e2e/test'

test.describe.configure({ timeout: 240_000 })

function nameStudy(kind: string) {
  const serial = randomBytes(3).toString('hex')
  return { slug: `${kind}-${serial}`, prefix: `P${serial.toUpperCase()}`, title: `${kind} ${serial}` }
}

test('when an administrator writes a randomised trial of four visits, then a browser alone is enough', async ({
  admit,
  words,
}) => {
  const { page, api } = await admit('admin')
  const study = nameStudy('trial')
  await addEmptyStudy(page, words, study)
  await page
    .getByRole('link', { name: words('system.studies.toProtocol', { slug: study.slug }), exact: true })
    .click()
  await page.getByRole('link', { name: words('protocolPage.edit'), exact: true }).click()
  await expect(page.getByText(words('protocolEdit.state.unchanged'))).toBeVisible()
  const editor = openEditor(page, words)

  await editor.pick('design', 'randomised')
  await editor.type('sampleSize', '77')
  await editor.pick('blinding', 'single')
  await page.getByRole('checkbox', { name: words('common.roles.nurse'), exact: true }).check()
  await editor.type('ethics.committee', 'IRB')
  await editor.type('ethics.number', '2024DZKY-024-02')
  await editor.type('ethics.approvedOn', '20240601')

  await editor.go('arms')
  await editor.type('arms.0.code', 'S')
  await editor.pick('arms.0.technique', 'PELD')
  await editor.both('arms.0.label', 'SNRB+PELD', 'SNRB+PELD')
  await editor.press('protocolEdit.add.arm')
  await editor.type('arms.1.code', 'P')
  await editor.pick('arms.1.technique', 'PELD')
  await editor.both('arms.1.label', 'PELD', 'PELD')

  // What is known only afterwards is refused with the reason; what is known before is judged by a rule.
  await editor.go('criteria')
  await editor.press('protocolEdit.add.criterion')
  await editor.type('criteria.0.id', 'age')
  await editor.both('criteria.0.label', '18–80 岁，资料完整', 'Aged 18 to 80 with complete data')
  await editor.type('criteria.0.rule', 'm3.vas > 0')
  await expect(page.getByText(words('issues.known_only_afterwards')).first()).toBeVisible()
  await editor.both('criteria.0.label', '18–80 岁', 'Aged 18 to 80')
  await editor.type('criteria.0.rule', 'age >= 18 and age <= 80')

  await editor.go('visits')
  await editor.openVisit(1)
  await page.locator('form [name="visits.0.before"]').uncheck()
  await editor.visit(0, {
    code: 'adm',
    anchor: 'enrolment',
    target: 0,
    days: [0, 0],
    label: ['入院', 'Admission'],
    forms: ['ldh_baseline', 'vas', 'odi_total'],
  })
  await page
    .getByRole('button', { name: words('protocolEdit.closeVisit', { number: 1 }), exact: true })
    .click()
  await editor.openVisit(2)
  await editor.visit(1, {
    code: 'preop',
    anchor: 'index_operation',
    target: 0,
    days: [0, 0],
    label: ['术前', 'Pre-operative'],
    forms: ['vas'],
  })
  for (const [index, visit] of [
    { code: 'd3', target: 3, days: [3, 4], label: ['术后 3 天', 'Day 3'], forms: ['vas', 'discharge'] },
    { code: 'm3', target: 90, days: [76, 120], label: ['3 个月', '3 months'], forms: ['vas', 'macnab_cn'] },
  ].entries()) {
    await editor.press('protocolEdit.add.visit')
    await editor.visit(index + 2, {
      ...visit,
      anchor: 'index_operation',
      days: [visit.days[0] ?? 0, visit.days[1] ?? 0],
      label: [visit.label[0] ?? '', visit.label[1] ?? ''],
    })
  }
  await checkPage(page, 'protocol-edit-visits')
  await page.setViewportSize({ width: 1280, height: 800 })

  // An issue leads to its box, wherever that is.
  await editor.go('randomisation')
  await page.getByRole('checkbox', { name: words('protocolEdit.randomised'), exact: true }).check()
  await editor.type('arms.0.share', '1')
  await editor.type('arms.1.share', '1')
  await editor.type('randomisation.blockSizes', '4, 5, 8')
  const settle = page.locator('details').filter({ hasText: words('protocolEdit.toSettle', { count: 1 }) })
  await expect(settle.getByText(words('issues.not_a_multiple', { size: 5, sum: 2 }))).toBeVisible()
  await editor.go('study')
  await settle.getByRole('button').click()
  await expect(editor.at('randomisation.blockSizes')).toBeFocused()
  await editor.type('randomisation.blockSizes', '4, 6, 8')
  await editor.press('protocolEdit.add.stratum')
  await editor.type('randomisation.strata.0.code', 'side')
  await editor.both('randomisation.strata.0.label', '患侧', 'Side')
  await editor.type('randomisation.strata.0.answers.0.code', 'left')
  await editor.both('randomisation.strata.0.answers.0.label', '左', 'Left')
  await editor.type('randomisation.strata.0.answers.1.code', 'right')
  await editor.both('randomisation.strata.0.answers.1.label', '右', 'Right')

  await editor.go('study')
  await editor.pick('primaryOutcome.visit', 'd3')
  await editor.pick('primaryOutcome.variable', 'vas')
  await editor.pick('baseline', 'adm')
  await expect(page.getByText(words('protocolEdit.state.saved'))).toBeVisible({ timeout: 15_000 })

  // What was typed is there after the page is opened again.
  await page.reload()
  await expect(editor.at('sampleSize')).toHaveValue('77')
  await editor.publish('伦理批准的方案')
  await expect(
    page.getByRole('heading', { name: words('protocolVersions.version', { number: 2 }) }),
  ).toBeVisible()
  await checkPage(page, 'protocol-versions')
  const protocol = await api.get<Record<string, unknown>>(`/studies/${study.slug}/protocol`)
  expect(protocol).toMatchObject({
    design: 'randomised',
    blinded: ['nurse'],
    sampleSize: 77,
    ethics: { approvedOn: '2024-06-01' },
    primaryOutcome: { variable: 'vas', visit: 'd3' },
    baseline: 'adm',
    criteria: [{ id: 'age', rule: 'age >= 18 and age <= 80' }],
    randomisation: {
      kind: 'blocks',
      ratio: { S: 1, P: 1 },
      blockSizes: [4, 6, 8],
      strata: [{ code: 'side', answers: [{ code: 'left' }, { code: 'right' }] }],
    },
  })
  expect((protocol.visits as { code: string }[]).map(({ code }) => code)).toEqual([
    'adm',
    'preop',
    'd3',
    'm3',
  ])
})

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

test('when two administrators write at once, then the second sees both drafts and nothing is lost', async ({
  admit,
  words,
}) => {
  const { page } = await admit('admin')
  const study = nameStudy('both')
  await addEmptyStudy(page, words, study)
  const other = await admit('admin')
  for (const one of [page, other.page]) await one.goto(`/${study.slug}/protocol/edit`)
  const mine = openEditor(page, words)
  const theirs = openEditor(other.page, words)
  await theirs.type('sampleSize', '40')
  await expect(other.page.getByText(words('protocolEdit.state.saved'))).toBeVisible({ timeout: 15_000 })
  await mine.type('sampleSize', '60')
  await expect(page.getByText(words('protocolEdit.theirs'))).toBeVisible({ timeout: 15_000 })
  await expect(mine.at('sampleSize')).toHaveValue('60')
  await page.getByText(words('protocolEdit.theirsDiffer')).click()
  await expect(page.getByRole('deletion')).toHaveText('40')
  await page.getByRole('button', { name: words('common.keepMine'), exact: true }).click()
  await expect(page.getByText(words('protocolEdit.state.saved'))).toBeVisible({ timeout: 15_000 })
  await other.page.reload()
  await expect(theirs.at('sampleSize')).toHaveValue('60')
})
