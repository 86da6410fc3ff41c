import { makePatient, QUIET_SIGNS, saveForm } from '@/tests/support/e2e/patients'
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
