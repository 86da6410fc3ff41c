import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { AccountPassword } from './account-password'
import { AccountSessions, type SessionLine } from './account-sessions'
import { PageBody, PageHeader } from './shell-header'
import { LanguageSwitch } from './shell-language'

export interface AccountView {
  readonly username: string
  readonly displayName: string
  readonly passwordSetAt: Date
  readonly mustChangePassword: boolean
  readonly sessions: readonly SessionLine[]
}

/** What everybody may do for themselves: password, language, and where they are signed in. */
export function AccountPage({ account }: { account: AccountView }) {
  const t = useTranslations('account')
  const { username, displayName, passwordSetAt, mustChangePassword, sessions } = account
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle', { username, name: displayName })} />
      <PageBody>
        {mustChangePassword && (
          <Banner tone="late" title={t('mustChange.title')}>
            {t('mustChange.about')}
          </Banner>
        )}
        <AccountPassword username={username} setAt={passwordSetAt} mustChange={mustChangePassword} />
        <section className="grid gap-2">
          <h2 className="text-base font-semibold">{t('language')}</h2>
          <LanguageSwitch signedIn />
        </section>
        <AccountSessions sessions={sessions} />
      </PageBody>
    </>
  )
}
