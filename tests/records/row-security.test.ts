import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordComparison, recordExtract } from '@/lib/records/data/receipts'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makeTarget } from '../support/probes'
import { openRegistry, type Registry } from '../support/registry'

const OF_SITE = [
  'access_event',
  'alert',
  'complication',
  'data_query',
  'data_query_message',
  'enrolment',
  'entry',
  'operation',
  'patient',
  'patient_identity',
  'patient_token',
  'self_report',
  'self_report_link',
  'visit',
  'visit_signature',
]
const OF_STUDY = ['comparison', 'extract']
const CHANGED = OF_SITE.filter((table) => table !== 'access_event')

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
  for (const site of ['', '.south']) {
    const { visits, entries } = await makeTarget(await registry.callAs(`nurse${site}`), registry.asSuper)
    await signVisit(await registry.callAs(`clinician${site}`), 'live', visits.d1 ?? '', {
      version: 3,
      entries,
      meaning: 'reviewed',
      password: DEMO_PASSWORD,
    })
  }
  const researcher = await registry.callAs('researcher')
  await recordComparison(researcher, 'live', {
    plan: {},
    planHash: 'p',
    datasetHash: 'd',
    engine: 'e',
    result: {},
  })
  await recordExtract(researcher, 'extract.run', 'live', {
    level: 'deidentified',
    format: 'csv',
    shape: 'wide',
    filter: {},
    rows: 0,
    sha256: 's',
    purpose: 'p',
  })
})
afterAll(() => registry.close())

/** What the application could ask of the database under these settings, in a transaction that is undone. */
async function within<T>(settings: Record<string, string> | null, work: () => Promise<T>): Promise<T> {
  await registry.asApp('begin')
  try {
    for (const [name, value] of Object.entries(settings ?? {})) {
      await registry.asApp('select set_config($1, $2, true)', [name, value])
    }
    return await work()
  } finally {
    await registry.asApp('rollback')
  }
}

const count = async (table: string, condition: string, values: unknown[]) => {
  const [row] = await registry.asApp<{ n: number }>(
    `select count(*)::int as n from "${table}" where ${condition}`,
    values,
  )
  return row?.n
}

const settingsFor = (sites: string, studies: string) => ({
  'app.actor': 'person:somebody',
  'app.verb': 'entry.save',
  'app.sites': sites,
  'app.studies': studies,
})

/** Rows of NORTH in study live are the ones that these must not reach. */
function listOthers(ofSite: boolean): [string, Record<string, string> | null][] {
  const { sites, studies } = registry
  return [
    ['without settings', null],
    ...(ofSite ? [['as the other site', settingsFor(sites.SOUTH, studies.live)] as const] : []),
    ['as the other study', settingsFor(sites.NORTH, studies.ovcf)],
    ['as the other study with every site', settingsFor('*', studies.ovcf)],
  ].map(([who, settings]) => [who, settings] as [string, Record<string, string> | null])
}

const ROWS_OF_SITE = 'study_id = $1 and site_id = $2'

describe.each([...OF_SITE, ...OF_STUDY])('%s', (table) => {
  const ofSite = OF_SITE.includes(table)
  const where = ofSite ? ROWS_OF_SITE : 'study_id = $1'
  const values = () => [registry.studies.live, ...(ofSite ? [registry.sites.NORTH] : [])]

  it('shows its rows to their own site and study', async () => {
    const own = settingsFor(registry.sites.NORTH, registry.studies.live)
    expect(await within(own, () => count(table, where, values()))).toBeGreaterThan(0)
  })

  it('shows none of them to anybody else', async () => {
    for (const [who, settings] of listOthers(ofSite)) {
      expect(await within(settings, () => count(table, where, values())), who).toBe(0)
    }
    expect(await within(null, () => count(table, 'true', []))).toBe(0)
  })

  it('lets nobody else add to them', async () => {
    const [row] = await registry.asSuper<{ row: object }>(
      `select to_jsonb(t) as row from "${table}" t where ${where} limit 1`,
      values(),
    )
    for (const [who, settings] of listOthers(ofSite)) {
      const insert = within(settings, () =>
        registry.asApp(
          `insert into "${table}" select (jsonb_populate_record(null::"${table}",
             $1::jsonb || jsonb_build_object('id', gen_random_uuid()))).*`,
          [JSON.stringify(row?.row)],
        ),
      )
      await expect(insert, who).rejects.toThrow(/row-level security/)
    }
  })
})

describe.each(CHANGED)('%s', (table) => {
  const values = () => [registry.studies.live, registry.sites.NORTH]

  it('lets nobody else change them', async () => {
    for (const [who, settings] of listOthers(true)) {
      const changed = await within(settings, () =>
        registry.asApp(
          `update "${table}" set created_at = now() where ${ROWS_OF_SITE} returning id`,
          values(),
        ),
      )
      expect(changed, who).toEqual([])
    }
  })

  it('lets its own site give none away', async () => {
    const own = settingsFor(registry.sites.NORTH, registry.studies.live)
    const moves = [
      [`site_id = $3`, registry.sites.SOUTH],
      // A patient belongs to a site; seen through an enrolment it may be another study's.
      ...(table.startsWith('patient') ? [] : [[`study_id = $3`, registry.studies.ovcf]]),
    ]
    for (const [set, to] of moves) {
      const move = within(own, () =>
        registry.asApp(`update "${table}" set ${set} where ${ROWS_OF_SITE}`, [...values(), to]),
      )
      await expect(move).rejects.toThrow(/row-level security/)
    }
  })
})

describe('the trail', () => {
  it('is read within the same walls', async () => {
    const south = settingsFor(registry.sites.SOUTH, registry.studies.live)
    expect(await within(null, () => count('trail', 'true', []))).toBe(0)
    expect(await within(null, () => count('trail_payload', 'true', []))).toBe(0)
    const seen = await within(south, () => count('trail', 'true', []))
    expect(seen).toBeGreaterThan(0)
    expect(await within(south, () => count('trail', 'site_id = $1', [registry.sites.SOUTH]))).toBe(seen)
    expect(await within(south, () => count('trail_payload', 'true', []))).toBe(seen)
  })
})

describe('a draft', () => {
  it('is its writer’s own', async () => {
    const nurse = await registry.actorOf('nurse')
    await registry.asSuper(
      `insert into draft select gen_random_uuid(), site_id, study_id, $1, id, null, 'pain', '', 0, 'sealed', now()
       from enrolment where site_id = $2 limit 1`,
      [nurse.personId, registry.sites.NORTH],
    )
    const everything = settingsFor('*', '*')
    expect(await within({ ...everything, 'app.actor': nurse.id }, () => count('draft', 'true', []))).toBe(1)
    expect(await within(everything, () => count('draft', 'true', []))).toBe(0)
  })
})

describe('one pool of connections', () => {
  it('mixes nothing up: two sites at once, two hundred requests, no foreign row', async () => {
    const calls = { NORTH: await registry.callAs('nurse'), SOUTH: await registry.callAs('nurse.south') }
    const asked = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? 'SOUTH' : 'NORTH'))
    const answers = await Promise.all(asked.map((site) => listMatrix(calls[site], 'live', { page: 1 })))
    answers.forEach((answer, n) => {
      expect(answer.total).toBe(1)
      expect(answer.rows.map((row) => row.site)).toEqual([asked[n]])
    })
    // And a connection that was given back says nothing of whom it served.
    const settings = await registry.asApp(
      `select current_setting('app.sites', true) as sites, current_setting('role') as role`,
    )
    expect(settings).toEqual([{ sites: expect.toBeOneOf([null, '']), role: 'none' }])
  })
})
