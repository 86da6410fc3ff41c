import type { Role } from '@/lib/access/verbs'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import type { Call } from '@/lib/records/call'
import { addPerson, type Grant } from '@/lib/records/people/people'
import { addStudy } from '@/lib/records/studies/manage-studies'
import { addSite } from '@/lib/records/studies/sites'

/** The fixed cast of demo and tests: two sites, three studies, one person a role and a nurse of the other site. */

export const DEMO_PASSWORD = 'follow the spine 2026'

export const DEMO_SITES = [
  { code: 'NORTH', nameZh: '北院（示范）', nameEn: 'North Hospital (demo)', timeZone: 'Asia/Shanghai' },
  { code: 'SOUTH', nameZh: '南院（示范）', nameEn: 'South Hospital (demo)', timeZone: 'Asia/Shanghai' },
] as const

export interface CastMember {
  readonly username: string
  readonly displayName: string
  readonly locale: 'zh-CN' | 'en'
  readonly role: Role
  readonly grants: readonly Grant[]
}

function member(
  username: string,
  displayName: string,
  role: Role,
  places: readonly { study: string | null; site: string | null }[],
): CastMember {
  return {
    username,
    displayName,
    locale: 'zh-CN',
    role,
    grants: places.map((place) => ({ role, ...place })),
  }
}

export const DEMO_CAST: readonly CastMember[] = [
  member('nurse', '李例敏（护士，北院）', 'nurse', [
    { study: 'live', site: 'NORTH' },
    { study: 'ovcf', site: 'NORTH' },
    { study: 'snrb', site: 'NORTH' },
  ]),
  member('nurse.south', '王例芳（护士，南院）', 'nurse', [{ study: 'live', site: 'SOUTH' }]),
  member('clinician', '陈例安（医师，北院）', 'clinician', [
    { study: 'live', site: 'NORTH' },
    { study: 'ovcf', site: 'NORTH' },
    { study: 'snrb', site: 'NORTH' },
  ]),
  member('clinician.south', '赵例平（医师，南院）', 'clinician', [{ study: 'live', site: 'SOUTH' }]),
  member('researcher', '林例文（研究者）', 'researcher', [
    { study: 'live', site: null },
    { study: 'ovcf', site: null },
    { study: 'snrb', site: null },
  ]),
  member('monitor', '吴例核（监查员）', 'monitor', [
    { study: 'live', site: null },
    { study: 'ovcf', site: null },
    { study: 'snrb', site: null },
  ]),
  member('admin', '周例宁（管理员）', 'admin', [{ study: null, site: null }]),
]

/** Makes sites, studies and people through the functions an administrator uses. */
export async function prepareCast(call: Call): Promise<void> {
  for (const site of DEMO_SITES) await addSite(call, site)
  await addStudy(call, {
    slug: 'live',
    titleZh: '脊柱微创随访登记（演示）',
    titleEn: 'Minimally invasive spine registry (demo)',
    followUpClosed: false,
    protocol: LIVE_PROTOCOL,
    siteCodes: ['NORTH', 'SOUTH'],
  })
  await addStudy(call, {
    slug: 'ovcf',
    titleZh: '3D 打印导板辅助 PVP 与 PVP（虚构患者）',
    titleEn: '3D-printed guide + PVP against PVP (invented patients)',
    followUpClosed: true,
    protocol: OVCF_PROTOCOL,
    siteCodes: ['NORTH'],
  })
  await addStudy(call, {
    slug: 'snrb',
    titleZh: '选择性神经根阻滞联合 PELD 与 PELD（虚构患者）',
    titleEn: 'Nerve root block + PELD against PELD (invented patients)',
    followUpClosed: true,
    protocol: SNRB_PROTOCOL,
    siteCodes: ['NORTH'],
  })
  for (const { username, displayName, locale, grants } of DEMO_CAST) {
    await addPerson(call, { username, displayName, locale, grants, password: DEMO_PASSWORD })
  }
}
