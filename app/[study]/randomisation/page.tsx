import { getTranslations } from 'next-intl/server'
import { Randomisation } from '@/components/trial/randomisation'
import { sayStratum } from '@/components/trial/stratum-text'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { listColumns } from '@/lib/exchange/allocation-list'
import { textOf } from '@/lib/i18n/locale'
import { findArm } from '@/lib/protocol/protocol-read'
import { listBlockSizes } from '@/lib/protocol/randomisation'
import { ALLOCATION_PAGE, listAllocations } from '@/lib/records/allocations/list-allocations'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import type { SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('trial')
  return { title: t('title') }
}

export default async function RandomisationPage({ params, searchParams }: PageProps) {
  const { study } = await params
  const locale = await resolveLocale()
  const { page } = readListState(await searchParams, { sortable: [], pageSize: ALLOCATION_PAGE })
  const { found, may } = await askRecords(async (call) => ({
    found: await listAllocations(call, study, { page }),
    may: {
      prepare: can(call.actor, 'allocation.prepare', study),
      openPatients: can(call.actor, 'enrolment.read', study),
    },
  }))
  const { protocol } = found
  const plan = protocol.randomisation
  const armName = (code: string) => {
    const arm = findArm(protocol, code)
    return arm ? textOf(arm.label, locale) : code
  }
  return (
    <Randomisation
      study={study}
      kind={plan?.kind ?? null}
      ratio={protocol.arms.map(({ code }) => `${armName(code)} ${plan?.ratio[code] ?? 0}`).join(' : ')}
      blockSizes={may.prepare && plan ? listBlockSizes(plan).join(' / ') : ''}
      columns={plan ? listColumns(plan) : []}
      strata={found.strata.map((one) => ({ ...one, label: sayStratum(one.stratum, protocol, locale) }))}
      rows={found.rows.map((row) => ({
        ...row,
        stratum: sayStratum(row.stratum, protocol, locale),
        arm: row.arm === null ? null : armName(row.arm),
      }))}
      total={found.total}
      page={page}
      pageSize={ALLOCATION_PAGE}
      armsHidden={found.armsHidden}
      unblinded={found.unblinded}
      unblindedTotal={found.unblindedTotal}
      may={may}
    />
  )
}
