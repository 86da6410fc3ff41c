import { signIn } from '@/tests/support/e2e/api'
import { expect, test } from '@/tests/support/e2e/test'
import { LANGUAGE_NAMES, speak } from '@/tests/support/e2e/words'

test('when a nurse signs in, then a wrong password is refused in place and the right one opens the work list', async ({
  hire,
  openBrowser,
  language,
  words,
}) => {
  const nurse = await hire('nurse')
  const page = await (await openBrowser()).newPage()

  await page.goto('/live/today')
  await expect(page).toHaveURL('/login')
  await page.getByRole('button', { name: LANGUAGE_NAMES[language] }).click()
  await page.getByLabel(words('signIn.username')).fill(nurse.username)
  await page.getByLabel(words('signIn.password')).fill('not the password at all')
  await page.getByRole('button', { name: words('signIn.enter'), exact: true }).click()

  await expect(
    page.getByRole('alert').filter({ hasText: words('signIn.refused.sign_in_failed.title') }),
  ).toBeVisible()
  await expect(page.getByLabel(words('signIn.username'))).toHaveValue(nurse.username)

  await page.getByLabel(words('signIn.password')).fill(nurse.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/live/today')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('today.title'))
})

test('when somebody signs out, then their pages are closed and going back shows nothing', async ({
  admit,
  words,
}) => {
  const { page } = await admit('nurse')
  await page.goto('/live/patients')
  await page.getByRole('button', { name: words('nav.signOut') }).click()
  await expect(page).toHaveURL('/login')
  await page.goto('/live/patients')
  await expect(page).toHaveURL('/login')
})

test('when somebody chooses a language, then it is theirs on every computer', async ({
  admit,
  openBrowser,
  origin,
  language,
}) => {
  const other = language === 'en' ? 'zh-CN' : 'en'
  const nurse = await admit('nurse', { speaks: other })
  await nurse.page.goto('/live/today')
  await expect(nurse.page.locator('html')).toHaveAttribute('lang', other)
  await expect(nurse.page.getByRole('heading', { level: 1 })).toHaveText(speak(other)('today.title'))

  await nurse.page.getByRole('button', { name: LANGUAGE_NAMES[language] }).click()
  await expect(nurse.page.getByRole('heading', { level: 1 })).toHaveText(speak(language)('today.title'))

  const elsewhere = await openBrowser()
  await signIn(elsewhere.request, origin, nurse)
  const page = await elsewhere.newPage()
  await page.goto('/live/patients')
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(speak(language)('matrix.title'))
})
