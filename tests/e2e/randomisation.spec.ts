import type { Page } from '@playwright/test'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import { makeTrial, TRIAL } from '@/tests/support/e2e/trial'
import type { Words } from '@/tests/support/e2e/words'

/** Every name by which an arm could show on a page. */
function armNames(words: Words): string[] {
  return (TRIAL.arms ?? []).map(({ label }) => words.of(label))
}

/** Neither name nor code stands in the page or in what it was made from. */
async function expectNoArm(page: Page, words: Words) {
  // What an earlier page of the same document was made from does not count.
  await page.reload()
  const html = await page.content()
  const codes = (TRIAL.arms ?? []).map(({ code }) => code)
  expect([...armNames(words), ...codes].filter((name) => html.includes(name))).toEqual([])
}

test('when lists are made, a nurse screens, enrols and randomises, then only who may know learns the arm', async ({
  administrator,
  admit,
  words,
}) => {
  test.slow()
  const slug = await makeTrial(administrator)
  const studies = [slug]

  await test.step('the administrator makes sealed lists, one a stratum', async () => {
    const { page } = await admit('admin')
    await page.goto(`/${slug}/randomisation`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('trial.title'))
    await expect(page.getByText(words('trial.listsLacking', { n: 4 }))).toBeVisible()
    await page.getByRole('button', { name: words('trial.makeLists') }).click()
    await expect(toast(page, words('trial.listsMade'))).toBeVisible()
    await expect(page.getByText(words('trial.listsLacking', { n: 4 }))).toBeHidden()
    await expect(page.getByRole('row')).toHaveCount(1 + 4)
  })

  const nurse = await admit('nurse', { studies })
  const { page } = nurse
  let code = ''
  let visitId = ''

  await test.step('the nurse logs who was assessed, without the mouse', async () => {
    await page.goto(`/${slug}/screening`)
    await expect(
      page
        .getByRole('radiogroup', { name: words('screening.sex') })
        .getByRole('radio')
        .first(),
    ).toBeFocused()
    // Man, 17, not eligible, the first criterion.
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await page.keyboard.type('17')
    await page.keyboard.press('Enter')
    await page.keyboard.press('2')
    await page.keyboard.press('Enter')
    await page.keyboard.press('1')
    await page.keyboard.press('Control+Enter')
    await expect(toast(page, words('screening.added'))).toBeVisible()
    await expect(
      page.getByText(
        words('screening.subtitle', { assessed: 1, enrolled: 0, excluded: 1, declined: 0, other: 0 }),
      ),
    ).toBeVisible()
  })

  await test.step('enrols without an arm, answers the stratum and randomises', async () => {
    const serial = `${Date.now()}`
    const patient = await nurse.api.post<{ id: string }>(`/studies/${slug}/patients`, {
      identity: { name: `随机例${serial}`, sex: 'F', birthDate: '1960-02-03' },
      notDuplicate: true,
    })
    await page.goto(`/${slug}/patients/${patient.id}/enrol`)
    await expect(page.getByRole('radiogroup', { name: words('enrolment.plannedArm') })).toHaveCount(0)
    await page
      .getByRole('radiogroup', { name: words.of({ zh: '年龄 ≥ 18 岁', en: 'Aged 18 or older' }) })
      .getByLabel(words('enrolment.yes'))
      .check()
    await page
      .getByRole('radiogroup', { name: words.of({ zh: '感染', en: 'Infection' }) })
      .getByLabel(words('enrolment.no'))
      .check()
    await page.getByRole('textbox', { name: words('enrolment.consentOn'), exact: true }).fill(dayFromNow(0))
    await page.getByRole('button', { name: words('enrolment.enrolAndGoOn') }).click()
    await expect(page).toHaveURL(/\/allocation$/)
    code = decodeURIComponent(page.url().split('/').at(-2) ?? '')
    await page.getByRole('button', { name: words('trial.randomise') }).click()
    await expect(page.getByText(words('issues.required')).first()).toBeVisible()
    await page
      .getByRole('radiogroup', { name: words.of({ zh: '腿痛程度', en: 'Leg pain' }) })
      .getByLabel(words.of({ zh: '重度', en: 'severe' }))
      .check()
    await page.getByRole('button', { name: words('trial.randomise') }).click()
    await expect(page.getByText(/^\d-001$/)).toBeVisible()
    await expect(page.getByText(words('trial.hidden'))).toBeVisible()
    await expectNoArm(page, words)
  })

  await test.step('the blind nurse sees no arm on the patient’s page nor in the list', async () => {
    await page.goto(`/${slug}/patients/${code}`)
    await expect(page.getByText(words('course.armHidden'))).toBeVisible()
    await expectNoArm(page, words)
    await page.goto(`/${slug}/screening`)
    await expect(page.getByRole('link', { name: code })).toBeVisible()
  })

  await test.step('nor does the assessor, who reads the course and enters a form', async () => {
    const assessor = await admit('assessor', { studies })
    await assessor.page.goto(`/${slug}/patients/${code}`)
    await expect(assessor.page.getByRole('heading', { level: 1 })).toContainText(code)
    await expectNoArm(assessor.page, words)
    const { rows } = await assessor.api.get<{
      rows: { patientCode: string; arm: null; cells: { code: string; visitId: string }[] }[]
    }>(`/studies/${slug}/enrolments`)
    const row = rows.find(({ patientCode }) => patientCode === code)
    expect(row?.arm).toBeNull()
    visitId = row?.cells.find((cell) => cell.code === 'pre')?.visitId ?? ''
    await assessor.page.goto(`/${slug}/visits/${visitId}/odi`)
    const odi = readSheet(assessor.page, words, 'odi')
    await odi.visitOn.fill(dayFromNow(0))
    for (let n = 1; n <= 10; n += 1) await odi.choose(`odi_${n}`, 2)
    await odi.save()
    await expectNoArm(assessor.page, words)
    await assessor.page.goto(`/${slug}/randomisation`)
    await expect(assessor.page.getByRole('heading', { level: 1 })).toHaveText(words('app.notFoundTitle'))
  })

  await test.step('an image reader reads a picture by its number and nothing else', async () => {
    const reader = await admit('image_reader', { studies })
    await reader.page.goto(`/${slug}`)
    await expect(reader.page).toHaveURL(`/${slug}/reading`)
    await expect(reader.page.getByText(words('reading.subtitle', { n: 2 }))).toBeVisible()
    await reader.page.getByRole('link', { name: words('reading.start') }).click()
    await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/)
    const html = await reader.page.content()
    for (const secret of [code, visitId, dayFromNow(0) + 'T', '随机例']) expect(html).not.toContain(secret)
    await expectNoArm(reader.page, words)
    await reader.page.getByRole('radiogroup').first().getByRole('radio').nth(1).check()
    await reader.page.getByRole('button', { name: words('reading.save') }).click()
    await expect(toast(reader.page, words('reading.saved'))).toBeVisible()
    await reader.page.goto(`/${slug}/reading`)
    await expect(reader.page.getByText(words('reading.subtitle', { n: 1 }))).toBeVisible()
    await reader.page.goto(`/${slug}/patients/${code}`)
    await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText(words('app.notFoundTitle'))
    await page.goto(`/${slug}/reading`)
    await expect(page.getByText(code)).toBeVisible()
  })

  await test.step('the clinician knows the arm, so there is nothing to open', async () => {
    const clinician = await admit('clinician', { studies })
    await clinician.page.goto(`/${slug}/patients/${code}/allocation`)
    const shown = clinician.page.getByText(new RegExp(`^(${armNames(words).join('|')})$`))
    await expect(shown).toBeVisible()
    await expect(clinician.page.getByRole('button', { name: words('trial.unblind') })).toHaveCount(0)
  })
})

test('when the arm must be known at once, then a clinician opens it with a reason, and it is told', async ({
  administrator,
  admit,
  words,
}) => {
  const slug = await makeTrial(administrator, { blinded: ['nurse', 'clinician'] })
  const studies = [slug]
  const admin = await admit('admin')
  await admin.api.post(`/studies/${slug}/allocations`, { list: null })
  const { api, page } = await admit('clinician', { studies })
  const patient = await api.post<{ id: string }>(`/studies/${slug}/patients`, {
    identity: { name: `揭盲例${Date.now()}`, sex: 'M', birthDate: '1955-05-05' },
    notDuplicate: true,
  })
  const enrolment = await api.post<{ id: string; code: string }>(`/studies/${slug}/enrolments`, {
    patientId: patient.id,
    enrolledOn: dayFromNow(0),
    eligibility: { adult: true, infection: false },
    consent: { version: '1.0', on: dayFromNow(0), by: 'patient', relation: null },
  })
  const given = await api.post<{ number: string; arm: string | null }>(
    `/studies/${slug}/enrolments/${enrolment.id}/randomise`,
    { version: 1, strata: { severity: 'moderate' } },
  )
  expect(given.arm).toBeNull()

  const place = `/${slug}/patients/${enrolment.code}`
  await page.goto(`${place}/allocation`)
  await expectNoArm(page, words)
  await page.getByRole('button', { name: words('trial.unblind') }).click()
  await expect(page.getByText(words('issues.required')).first()).toBeVisible()
  await page.getByRole('textbox', { name: words('common.reason') }).fill('anaphylaxis 过敏')
  await page.getByRole('button', { name: words('trial.unblind') }).click()
  await expect(page.getByText(new RegExp(`^(${armNames(words).join('|')})$`))).toBeVisible()
  await page.goto(place)
  await expect(page.getByText('anaphylaxis 过敏')).toBeVisible()

  await admin.page.goto(`/${slug}/randomisation`)
  await expect(admin.page.getByText(words('trial.unblindedCount', { n: 1 }))).toBeVisible()
  await expect(admin.page.getByText('anaphylaxis 过敏')).toBeVisible()
})

test('when a list made elsewhere is imported, then its faults are named and it is sealed for good', async ({
  administrator,
  admit,
  words,
}) => {
  const { randomisation } = TRIAL
  if (!randomisation) throw new Error('the trial randomises')
  const slug = await makeTrial(administrator, {
    randomisation: { ...randomisation, kind: 'list', bySite: false },
  })
  const { page } = await admit('admin')
  await page.goto(`/${slug}/randomisation`)
  const list = page.getByRole('textbox', { name: words('trial.importList') })
  await list.fill('number,severity,arm\nR1,severe,armblock\nR1,moderate,armplain')
  await page.getByRole('button', { name: words('trial.import') }).click()
  const fault = words('issues.list_number_repeated', { line: 3, number: 'R1', first: 2 })
  await expect(page.getByText(fault)).toBeVisible()
  await list.fill('number,severity,arm\nR1,severe,armblock\nR2,severe,armplain\nR3,moderate,armplain')
  await page.getByRole('button', { name: words('trial.import') }).click()
  await expect(toast(page, words('trial.imported'))).toBeVisible()
  await expect(list).toHaveValue('')
  await expect(page.getByRole('row').filter({ hasText: '0 / 2' })).toBeVisible()
  await page.reload()
  expect(await page.content()).not.toMatch(/R[123]\b|armblock|armplain/)
})
