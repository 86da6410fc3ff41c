import type { Page } from '@playwright/test'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import { makeTrial, TRIAL } from '@/tests/support/e2e/trial'
import type { Words } from '@/tests/support/e2e/words'

/** Every name by which an arm could show on a page. */
function armNames(words: Words): string[] {
  return (TRIAL.arms ?? []).map(({ label }) => words.of(label))
}

async function expectNoArm(page: Page, words: Words) {
  const html = await page.content()
  for (const name of armNames(words)) expect(html).not.toContain(name)
  expect(html).not.toMatch(/"(plannedArm|receivedArm)\\?":\\?"/)
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
    await expect(page.getByRole('row')).toHaveCount(1 + 4 + 2)
  })

  const nurse = await admit('nurse', { studies })
  const { page } = nurse
  let code = ''

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
    await assessor.page.goto(`/${slug}/randomisation`)
    await expect(assessor.page.getByRole('heading', { level: 1 })).toHaveText(words('notFound.title'))
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
