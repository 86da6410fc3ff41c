import { randomUUID } from 'node:crypto'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import type { Ask } from './probes'
import type { Sample, SampleContext } from './samples'
import { placeProtocol } from './samples-of-protocol'

/** What of a context is looked up: a site, and study live as it stands, with a draft of its protocol. */
export async function readPlaces(
  ask: Ask,
): Promise<Pick<SampleContext, 'site' | 'liveVersion' | 'protocol'>> {
  const [site] = await ask<SampleContext['site']>(
    'select id, version from site order by created_at desc limit 1',
    [],
  )
  const [live] = await ask<{ version: number }>(`select version from study where slug = 'live'`, [])
  if (!site || !live) throw new Error('the cast is not whole')
  return { site, liveVersion: live.version, protocol: await placeProtocol(ask) }
}

const NAMES = { nameZh: '东院', nameEn: 'East', timeZone: 'Asia/Shanghai', phone: null }

/** What stands outside the studies: one's own account, people, sites, the studies themselves. */
export function listInstanceSamples({
  person,
  site,
  liveVersion,
  password = DEMO_PASSWORD,
}: SampleContext): Record<string, Sample> {
  const live = { study: 'live' }
  const serial = randomUUID().replaceAll('-', '').slice(0, 6).toUpperCase()
  const username = `made.${randomUUID().slice(0, 8)}`
  return {
    'GET /me': {},
    'PATCH /me': { body: { locale: 'en' } },
    'POST /me/password': { body: { current: password, password: 'quite another of them' } },
    'GET /me/sessions': {},
    'POST /me/sessions/end': { body: { which: 'others' } },
    'POST /setup': {
      body: {
        code: 'XXXX-XXXX',
        username,
        displayName: 'Made',
        password: 'a long enough password',
        locale: 'en',
      },
    },
    'GET /sites': {},
    'POST /sites': { body: { code: serial, ...NAMES } },
    'PATCH /sites/[id]': { params: { id: site.id }, body: { version: site.version, ...NAMES } },
    'GET /studies': {},
    'POST /studies': {
      body: {
        slug: `s${serial.toLowerCase()}`,
        titleZh: '新研究',
        titleEn: 'New',
        followUpClosed: false,
        protocol: 'live',
        codePrefix: `P${serial}`,
        sites: ['NORTH'],
      },
    },
    'PATCH /studies/[study]': {
      params: live,
      body: {
        version: liveVersion,
        titleZh: '登记',
        titleEn: 'Registry',
        followUpClosed: false,
        addSites: [],
      },
    },
    'GET /people': {},
    'POST /people': {
      body: {
        username,
        displayName: 'Made',
        password: 'a long enough password',
        locale: 'zh-CN',
        grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
      },
    },
    'PATCH /people/[id]': {
      params: { id: person.id },
      body: {
        version: person.version,
        change: { kind: 'grant', grant: { role: 'clinician', study: 'live', site: 'NORTH' } },
      },
    },
  }
}
