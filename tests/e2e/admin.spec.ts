import { signIn } from '@/tests/support/e2e/api'
import { toast } from '@/tests/support/e2e/sheet'
import { expect, test } from '@/tests/support/e2e/test'
import { LANGUAGE_NAMES } from '@/tests/support/e2e/words'

test('when an administrator adds, changes and disables a person, then sessions end and the trail tells it', async ({
  admit,
  openBrowser,
  origin,
  language,
  words,
}) => {
  const { page, displayName } = await admit('admin')
  const account = { username: `a0.${Date.now().toString(36)}`, password: 'a password that is long enough' }
  const own = { username: account.username, password: 'quite another of them' }
  const name = `甲例 ${account.username}`

  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('/people')
  await page.getByRole('button', { name: words('people.add.do') }).click()
  const adding = page.getByRole('dialog')
  await adding.getByRole('textbox', { name: words('people.add.username') }).fill(account.username)
  await adding.getByRole('textbox', { name: words('people.add.displayName'), exact: true }).fill(name)
  await adding.getByLabel(words('people.add.password')).fill('short')
  await adding.getByRole('combobox', { name: words('people.add.locale') }).selectOption(language)
  await adding.getByRole('combobox', { name: words('people.grant.study') }).selectOption('live')
  const site = adding.getByRole('combobox', { name: words('people.grant.site') })
  await expect(site.getByRole('option', { selected: true })).toHaveText(words('people.grant.chooseSite'))
  await adding.getByRole('button', { name: words('people.add.save'), exact: true }).click()
  await expect(adding.getByText(words('issues.required'), { exact: true })).toBeVisible()
  await expect(site).toHaveAttribute('aria-invalid', 'true')
  await site.selectOption('NORTH')
  await adding.getByRole('button', { name: words('people.add.save'), exact: true }).click()
  await expect(adding.getByText(words('issues.password_short', { min: 15 }))).toBeVisible()
  await adding.getByLabel(words('people.add.password')).fill(account.password)
  await adding.getByRole('button', { name: words('people.add.save'), exact: true }).click()
  await expect(toast(page, words('people.add.done'))).toBeVisible()
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: account.username, exact: true }) })
  const roles = row.getByRole('cell').nth(1)
  const state = row.getByRole('cell').nth(2)
  await expect(roles).toContainText(words('common.roles.nurse'))

  // The new nurse is at work in another browser.
  const elsewhere = await openBrowser()
  await signIn(elsewhere.request, origin, account)
  const theirs = await elsewhere.newPage()
  await theirs.goto('/live/today')
  await expect(theirs).toHaveURL('/people/me')
  await theirs.getByLabel(words('account.password.current')).fill(account.password)
  await theirs.getByLabel(words('account.password.next')).first().fill(own.password)
  await theirs.getByLabel(words('account.password.again')).fill(own.password)
  await theirs.keyboard.press('Enter')
  await expect(theirs).toHaveURL('/live/today')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(words('today.title'))

  const manage = page.getByRole('dialog')
  await row.getByRole('button', { name: words('people.manage.of', { name }) }).click()
  await manage
    .getByRole('combobox', { name: words('people.grant.role') })
    .selectOption({ label: words('common.roles.researcher') })
  await manage.getByRole('combobox', { name: words('people.grant.study') }).selectOption('ovcf')
  await manage.getByRole('button', { name: words('people.manage.giveRole') }).click()
  await expect(toast(page, words('people.manage.saved'))).toBeVisible()
  await expect(roles).toContainText(words('common.roles.researcher'))

  // A new role counts at once, so the old session is over; with a new one both studies are open.
  await theirs.reload()
  await expect(theirs).toHaveURL('/login')
  await signIn(elsewhere.request, origin, own)
  await theirs.goto('/ovcf/extracts')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(words('extracts.title'))

  await manage
    .getByRole('button', {
      name: new RegExp(`^${words('people.manage.endRole')}.*${words('common.roles.researcher')}`),
    })
    .click()
  await expect(roles).not.toContainText(words('common.roles.researcher'))
  await signIn(elsewhere.request, origin, own)
  expect((await theirs.goto('/ovcf/extracts'))?.status()).toBe(404)
  await theirs.goto('/live/today')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(words('today.title'))

  await manage.getByRole('button', { name: words('people.manage.disable') }).click()
  await page
    .getByRole('dialog', { name: words('people.manage.disableAsk', { name }) })
    .getByRole('button', { name: words('people.manage.disable') })
    .click()
  await expect(state).toHaveText(words('people.table.disabled'))
  await theirs.reload()
  await expect(theirs).toHaveURL('/login')
  await theirs.getByRole('button', { name: LANGUAGE_NAMES[language] }).click()
  await theirs.getByLabel(words('signIn.username')).fill(account.username)
  await theirs.getByLabel(words('signIn.password')).fill(own.password)
  await theirs.keyboard.press('Enter')
  await expect(theirs.getByText(words('signIn.refused.sign_in_failed.title'))).toBeVisible()

  await page.goto('/trail?verb=person.update')
  const last = page.getByRole('row').nth(1)
  await expect(last).toContainText(displayName)
  await expect(last).toContainText(words('verbs.person.update'))
  await last.getByRole('link', { name: displayName }).click()
  const acts = page.getByRole('table').first().getByRole('row')
  await expect(acts.filter({ hasText: words('trail.tables.membership') }).first()).toBeVisible()
  await expect(acts.filter({ hasText: 'disabled_at' }).first()).toBeVisible()
  await expect(page.getByText(own.password)).toHaveCount(0)
})
