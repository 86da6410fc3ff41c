import { getTranslations } from 'next-intl/server'
import { SystemPage } from '@/components/registry/system'
import { listManagedStudies } from '@/lib/records/studies/manage-studies'
import { listSites } from '@/lib/records/studies/sites'
import { askRecords } from '../page-call'

export async function generateMetadata() {
  const t = await getTranslations('system')
  return { title: t('title') }
}

export default async function Page() {
  const { sites, studies } = await askRecords(async (call) => ({
    sites: await listSites(call),
    studies: await listManagedStudies(call),
  }))
  return <SystemPage sites={sites} studies={studies} zones={Intl.supportedValuesOf('timeZone')} />
}
