import { checkPage } from '@/tests/support/e2e/page-checks'
import { addEmptyStudy, nameStudy, openEditor } from '@/tests/support/e2e/protocol-editor'
import { expect, test } from '@/tests/support/e2e/test'

test.describe.configure({ timeout: 240_000 })

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
