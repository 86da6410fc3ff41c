import { getTranslations } from 'next-intl/server'
import { AccountPage } from '@/components/registry/account'
import { getOwnAccount } from '@/lib/records/people/account'
import { askOwn } from '../../page-call'

export async function generateMetadata() {
  const t = await getTranslations('account')
  return { title: t('title') }
}

export default async function Page() {
  return <AccountPage account={await askOwn(getOwnAccount)} />
}
