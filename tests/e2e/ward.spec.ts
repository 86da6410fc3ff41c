import type { Page } from '@playwright/test'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { dayFromNow } from '@/tests/support/e2e/patients'
import { readSheet, toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import type { Words } from '@/tests/support/e2e/words'

test('when a nurse registers, enrols, enters and operates, then the day-1 leak is flagged and Today is done', async ({
  admit,
  words,
}) => {
  test.slow()
  const { page } = await admit('nurse')
  const digits = [...String(Date.now()).slice(-6)]
    .map((digit) => '零一二三四五六七八九'[Number(digit)])
    .join('')
  const name = `试例${digits}`
  const phone = `199${String(Date.now()).slice(-8)}`
  let code = ''

  await test.step('nobody of that name is known', async () => {
    await page.goto('/live/patients')
    await page.getByRole('searchbox', { name: words('matrix.search.label') }).fill(name)
    await page.getByRole('button', { name: words('matrix.search.do') }).click()
    await expect(page.getByText(words('matrix.search.none'))).toBeVisible()
    await page.getByRole('link', { name: words('matrix.register') }).click()
    await page.getByRole('searchbox', { name: words('register.searchFirst') }).fill(name)
    await page.keyboard.press('Enter')
    await expect(page.getByText(words('register.nobody'))).toBeVisible()
    await page.getByRole('button', { name: words('register.notFoundRegister') }).click()
  })

  await test.step('registered, with digits as a Chinese keyboard types them', async () => {
    await expect(page.getByRole('textbox', { name: words('register.name') })).toHaveValue(name)
    await chooseRadio(page, words('register.sex'), words('register.sexes.F'))
    await page.getByRole('textbox', { name: words('register.birthDate') }).fill('１９５１０６１５')
    await page.getByRole('textbox', { name: words('register.phone') }).fill(toFullWidth(phone))
    await page.getByRole('button', { name: words('register.register') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('enrolment.title'))
  })

  await test.step('enrolled, once every question is answered', async () => {
    await page.getByRole('button', { name: words('enrolment.enrol') }).click()
    await expect(page.getByText(words('issues.required')).first()).toBeVisible()
    await answerCriteria(page, words)
    await page.getByRole('textbox', { name: words('enrolment.consentOn'), exact: true }).fill(dayFromNow(-2))
    await page.getByRole('textbox', { name: words('enrolment.enrolledOn') }).fill(dayFromNow(-2))
    await page
      .getByRole('radiogroup', { name: words('enrolment.plannedArm') })
      .getByLabel('PVP')
      .first()
      .check()
    await page.getByRole('button', { name: words('enrolment.enrol') }).click()
    await expect(page).toHaveURL(/\/live\/patients\/LV-\d+$/)
    code = page.url().split('/').at(-1) ?? ''
    await expect(page.getByRole('heading', { level: 1 })).toContainText(code)
  })

  await test.step('the patient is found by phone, typed in any width', async () => {
    await page.goto('/live/patients')
    await page.getByRole('searchbox', { name: words('matrix.search.label') }).fill(toFullWidth(phone))
    await page.keyboard.press('Enter')
    await page
      .getByRole('list', { name: words('matrix.search.found') })
      .getByRole('link', { name: code })
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(code)
    await expect(page.getByText(phone)).toHaveCount(0)
    await page.getByRole('button', { name: words('entry.showPhone') }).click()
    await expect(page.getByRole('link', { name: phone })).toBeVisible()
  })

  await test.step('before the operation: four forms, one after the other', async () => {
    await page
      .getByRole('region', { name: words('timeline.needs') })
      .getByRole('link')
      .first()
      .click()
    const general = readSheet(page, words, 'demographics')
    await general.visitOn.fill(dayFromNow(-2))
    await general.type('height_cm', '１５８')
    await general.type('weight_kg', '５２。５')
    await expect(general.box('weight_kg')).toHaveValue('52.5')
    await general.choose('smoking', 0)
    await general.choose('heavy_work', 0)
    await general.choose('hypertension', 1)
    await general.choose('diabetes', 0)
    await general.saveAndNext()
    const baseline = readSheet(page, words, 'ovcf_baseline')
    await baseline.choose('site', 2)
    await baseline.choose('type', 1)
    await baseline.choose('compression', 1)
    await baseline.choose('endplate_intact', 1)
    await baseline.type('bmd_g_cm2', '０．６１２')
    await expect(baseline.box('bmd_g_cm2')).toHaveValue('0.612')
    await baseline.type('course_y', '6')
    await baseline.saveAndNext()
    await fillPain(page, words, ['８', '８。５', '０', '０'])
    const disability = readSheet(page, words, 'odi')
    for (let section = 1; section <= 10; section += 1) await disability.choose(`odi_${section}`, 3)
    await expect(page.getByText('60.0').first()).toBeVisible()
    await disability.saveAndNext()
  })

  await test.step('the operation dates the visits', async () => {
    await page.goto(`/live/patients/${code}`)
    await page.getByRole('link', { name: words('course.addOperation') }).click()
    await page.getByRole('textbox', { name: words('operation.performedOn') }).fill(dayFromNow(-1))
    await page.getByRole('textbox', { name: words('operation.levels') }).fill('ｔ１２')
    await page.getByRole('textbox', { name: words('operation.operator') }).fill('试例术者')
    await page.getByRole('button', { name: words('common.saveNext') }).click()
    await expect(toast(page, words('operation.savedScheduled'))).toBeVisible()
    const record = readSheet(page, words, 'operation')
    await record.type('puncture_min', '１２。５')
    await record.type('fluoro_total', '9')
    await record.type('cement_ml', '4.5')
    await record.saveAndNext()
    await expect(page).toHaveURL(new RegExp(`/live/patients/${code}$`))
  })

  await test.step('Today lists day 1; its forms are entered from there', async () => {
    await page
      .getByRole('link', { name: words('nav.today') })
      .first()
      .click()
    await page.getByRole('link', { name: words('today.enterOf', { code }) }).click()
    await fillPain(page, words, ['3', '3.5', '0', '0'])
    const leak = readSheet(page, words, 'leakage')
    await leak.choose('leak_detection', 1)
    await leak.choose('leak', 1)
    await leak.choose('leak_types', 3)
    await leak.choose('leak_endplate_cortex', 1)
    await leak.choose('leak_symptomatic', 0)
    await leak.saveAndNext()
    await expect(
      toast(page, words('entry.flag', { name: words('rules.names.cement-leakage') })),
    ).toBeVisible()
    const urgent = readSheet(page, words, 'urgent_signs')
    for (const sign of ['bladder', 'bowel', 'saddle', 'weakness', 'fever'])
      await urgent.choose(`urgent_${sign}`, 0)
    await urgent.saveAndNext()
    await expect(page).toHaveURL('/live/today')
    await expect(page.getByRole('link', { name: words('today.enterOf', { code }) })).toHaveCount(0)
  })

  await test.step('the flag stands in the course and in the matrix', async () => {
    await page.goto(`/live/patients/${code}`)
    await expect(page.getByRole('article', { name: words('rules.names.cement-leakage') })).toContainText(
      words('timeline.unconfirmed'),
    )
    await page.goto('/live/patients?sort=-code')
    const cells = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: code }) })
    await expect(cells.getByRole('link', { name: words('matrix.cell.flags', { count: 1 }) })).toHaveCount(1)
  })
})

async function chooseRadio(page: Page, group: string, answer: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group }).getByLabel(answer).check()
}

/** Inclusion: yes. Exclusion: no. */
async function answerCriteria(page: Page, words: Words): Promise<void> {
  for (const { kind, label } of LIVE_PROTOCOL.criteria)
    await chooseRadio(page, words.of(label), words(kind === 'inclusion' ? 'enrolment.yes' : 'enrolment.no'))
}

async function fillPain(page: Page, words: Words, [rest, activity, left, right]: readonly string[]) {
  const pain = readSheet(page, words, 'pain')
  await pain.type('vas_back_rest', rest ?? '')
  await pain.type('vas_back_activity', activity ?? '')
  await pain.type('vas_leg_left', left ?? '')
  await pain.type('vas_leg_right', right ?? '')
  await pain.saveAndNext()
  await expect(page.getByRole('form', { name: words.form('pain'), exact: true })).toHaveCount(0)
}

function toFullWidth(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
