import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { armAt, type BlockPlan } from '@/lib/protocol/randomisation'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { randomise } from '@/lib/records/allocations/randomise'
import { openArm, openSeed } from '@/lib/records/allocations/seal'
import { connect } from '@/lib/records/db'
import { verifyTrail } from '@/lib/records/trail/verify'
import { openRegistry, withKey, type Registry } from '../support/registry'
import { makeTrial, type Trial } from '../support/trial'

const PATIENTS = 1000
const SESSIONS = 20
const holder = globalThis as { suiviPrisma?: ReturnType<typeof connect> }

let registry: Registry
let trial: Trial
let clients: ReturnType<typeof connect>[]

/** A pool of the application has ten connections; two of them, asked in turn, make twenty sessions. */
function openTwoPools(): ReturnType<typeof connect>[] {
  const first = connect()
  delete holder.suiviPrisma
  const pools = [first, connect()]
  let asked = 0
  Object.defineProperty(holder, 'suiviPrisma', {
    configurable: true,
    // `connect` looks twice: whether there is one, and which.
    get: () => pools[Math.floor((asked += 1) / 2) % pools.length],
    set: () => undefined,
  })
  return pools
}

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry)
  await prepareLists(await trial.callOf(['admin']), trial.slug, { list: null })
  clients = openTwoPools()
})
afterAll(async () => {
  delete holder.suiviPrisma
  await Promise.all(clients.map((client) => client.$disconnect()))
  await registry.close()
})

/** Enrolled and eligible, as rows: how they came in is tested elsewhere. */
async function makeWaiting(): Promise<{ id: string; site: string }[]> {
  const waiting = Array.from({ length: PATIENTS }, (_, i) => ({
    id: randomUUID(),
    patient: randomUUID(),
    site: registry.sites[i % 2 === 0 ? 'NORTH' : 'SOUTH'],
    ordinal: i + 1,
  }))
  const json = JSON.stringify(waiting)
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'enrolment.create', false)`,
  )
  await registry.asSuper(
    `insert into patient (id, site_id, study_id)
     select patient, site, $2 from jsonb_to_recordset($1) r (patient uuid, site uuid)`,
    [json, trial.id],
  )
  await registry.asSuper(
    `insert into enrolment (id, site_id, study_id, patient_id, ordinal, code, research_id, protocol_version,
       eligibility, consent_version, consent_on, consent_by, enrolled_on)
     select id, site, $2, patient, ordinal, 'TR-' || ordinal, 'R' || ordinal, 1,
       '{"adult": true, "infection": false}', '1.0', current_date - 1, 'patient', current_date - 1
     from jsonb_to_recordset($1) r (id uuid, patient uuid, site uuid, ordinal int)`,
    [json, trial.id],
  )
  return waiting
}

interface Given {
  stratum: string
  list: string
  position: number
  number: string
  sealed_arm: string
  planned_arm: string
  sealed_seed: string
  plan: BlockPlan
}

describe('1,000 randomisations in 20 sessions at once', () => {
  it('give every number once, in order, with blocks in balance', { timeout: 120_000 }, async () => {
    const waiting = await makeWaiting()
    const nurse = await trial.callOf(['nurse'])
    let sessions = 0
    let next = 0
    const work = async () => {
      for (;;) {
        const patient = waiting[(next += 1) - 1]
        if (!patient) return
        const severity = next % 3 === 0 ? 'severe' : 'mild'
        await randomise(withKey(nurse), trial.slug, patient.id, { version: 1, strata: { severity } })
      }
    }
    const watch = setInterval(() => {
      void registry
        .asSuper<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where usename = 'suivi_app' and datname = current_database()`,
        )
        .then(([row]) => (sessions = Math.max(sessions, row?.n ?? 0)))
    }, 100)
    await Promise.all(Array.from({ length: SESSIONS }, work))
    clearInterval(watch)
    expect(sessions).toBeGreaterThanOrEqual(SESSIONS)

    const given = await registry.asSuper<Given>(
      `select l.stratum, l.id as list, a.position, a.number, a.sealed_arm, e.planned_arm, l.sealed_seed, l.plan
       from allocation a join allocation_list l on l.id = a.list_id join enrolment e on e.id = a.used_by
       where a.study_id = $1 order by l.ordinal, a.position`,
      [trial.id],
    )
    expect(given).toHaveLength(PATIENTS)
    expect(new Set(given.map(({ number }) => number)).size).toBe(PATIENTS)
    for (const stratum of new Set(given.map((one) => one.stratum))) {
      const own = given.filter((one) => one.stratum === stratum)
      // No position is left out, and each patient has the arm of the position.
      expect(own.map(({ position }) => position)).toEqual(own.map((_, i) => i + 1))
      for (const { plan, sealed_seed, list, position, sealed_arm, planned_arm } of own) {
        expect(armAt(plan, openSeed(sealed_seed, list), position)).toBe(planned_arm)
        expect(openArm(sealed_arm, list, position)).toBe(planned_arm)
      }
      // Over all complete blocks the arms are equal, so the rest of one block is all that may lean.
      let lean = 0
      for (const { planned_arm } of own) {
        lean += planned_arm === 'snrb' ? 1 : -1
        expect(Math.abs(lean)).toBeLessThanOrEqual(4)
      }
    }
    // Times follow positions: nobody overtook anybody within a stratum.
    const late = await registry.asSuper(
      `select 1 from allocation a join allocation b on a.list_id = b.list_id and b.position = a.position + 1
       join trail ta on ta.table_name = 'allocation' and ta.row_id = a.id
       join trail tb on tb.table_name = 'allocation' and tb.row_id = b.id
       where a.study_id = $1 and ta.seq > tb.seq`,
      [trial.id],
    )
    expect(late).toEqual([])
    for (const report of await verifyTrail(registry.cli)) expect(report.faults).toEqual([])
  })
})
