import { makePatient, painOf, QUIET_SIGNS, saveForm } from '@/tests/support/e2e/patients'
import { checkPage } from '@/tests/support/e2e/page-checks'
import { expect, test } from '@/tests/support/e2e/test'

test('the forms of a visit print blank and filled, in both languages', async ({ admit, words }) => {
  const { page, api } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })
  await saveForm(api, patient, 'm3', 'urgent_signs', { ...QUIET_SIGNS, urgent_fever: 1 }, { doneDaysAgo: 0 })
  for (const lang of ['zh', 'en']) {
    for (const [fill, pages] of [
      ['blank', 2],
      ['filled', 1],
    ] as const) {
      await page.goto(`/live/paper/${patient.visits.m3}?lang=${lang}&fill=${fill}`)
      const sheet = page.getByRole('article')
      await expect(sheet).toContainText(patient.code)
      await expect(sheet).toContainText('urgent_signs v1')
      await expect(sheet.locator('.paper-tick[data-on]')).toHaveCount(fill === 'filled' ? 5 : 0)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b/g), `${lang} ${fill}`).toHaveLength(pages)
      expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12]/)
    }
  }
  await expect(page.getByRole('button', { name: words('paper.print') })).toBeVisible()
})

test('what belongs to self-reports reads well wide, narrow and dark', async ({
  admit,
  openBrowser,
  words,
  language,
}) => {
  test.setTimeout(240_000)
  const { page, api, context } = await admit('nurse')
  const patient = await makePatient(api, { operatedDaysAgo: 90 })
  const invite = (forms: string[]) =>
    api.post<{ id: string; address: string }>('/studies/live/self-reports', {
      visitId: patient.visits.m3,
      language,
      allows: 'either',
      days: 7,
      forms,
    })
  const sent = await invite(['pain', 'urgent_signs'])
  const answer = await context.request.post('/api/v1/self-reports/send', {
    headers: { origin: new URL(sent.address).origin, 'idempotency-key': crypto.randomUUID() },
    data: {
      token: new URL(sent.address).pathname.slice(3),
      mode: 'proxy',
      relation: 'child',
      answers: { pain: painOf(7), urgent_signs: { ...QUIET_SIGNS, urgent_fever: 1 } },
    },
  })
  expect(answer.status()).toBe(200)
  await saveForm(api, patient, 'm3', 'pain', painOf(1), { doneDaysAgo: 0 })
  const out = await invite(['odi', 'residual_pain', 'recurrent_pain'])
  const pages = {
    'self-reports': '/live/self-reports',
    'self-report-review': `/live/self-reports/${sent.id}`,
    'self-report-link': `/live/self-reports/${out.id}`,
    'self-report-invite': `/live/visits/${patient.visits.m3}/self-report`,
    'self-report-card': `${patient.timeline}/card?report=${out.id}`,
    'paper-patient': `${patient.timeline}/paper`,
    'paper-filled': `/live/paper/${patient.visits.m3}?fill=filled`,
  }
  for (const [name, path] of Object.entries(pages)) {
    expect((await page.goto(path))?.status(), path).toBe(200)
    await checkPage(page, name)
  }
  const phone = await (await openBrowser()).newPage()
  await phone.goto(new URL(out.address).pathname)
  await checkPage(phone, 'patient-who')
  await phone.getByRole('radio', { name: words('selfReport.proxy') }).click()
  await phone.getByRole('radio').last().click()
  await phone.getByRole('button', { name: words('selfReport.begin') }).click()
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible()
  await checkPage(phone, 'patient-question')
  await phone.goto('/s/nothing')
  await checkPage(phone, 'patient-not-open')
})
