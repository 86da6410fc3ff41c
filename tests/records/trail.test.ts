import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPerson } from '@/lib/records/people/people'
import { listTrail } from '@/lib/records/trail/trail'
import { verifyTrail } from '@/lib/records/trail/verify'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

const IDENTITY = { name: '司马例真', phone: '13800001234', idNumber: '110101195001011234' }
const PASSWORD = 'a long enough password'

let registry: Registry
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  const nurse = await registry.callAs('nurse')
  const south = await registry.callAs('nurse.south')
  await addPerson(await registry.callAs('admin'), {
    username: 'trailed',
    displayName: '被记录者',
    password: PASSWORD,
    locale: 'zh-CN',
    grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
  })
  patient = await makePatient(nurse, { identity: IDENTITY, operatedDaysAgo: 3 })
  const leak = { leak_detection: 1, leak: 1, leak_types: [1], leak_endplate_cortex: 1, leak_symptomatic: 0 }
  await saveForm(nurse, patient, 'd1', 'leakage', leak, { repeatKey: 'T12', doneDaysAgo: 2 })
  await saveForm(
    nurse,
    patient,
    'd1',
    'leakage',
    { leak_detection: 1, leak: 0 },
    { repeatKey: 'T12', version: 1 },
  )
  await makePatient(south, { operatedDaysAgo: 3 })
})
afterAll(() => registry.close())

const chains = () => [registry.sites.NORTH, registry.sites.SOUTH, 'system']
const faultsOf = async () =>
  (await verifyTrail(registry.cli)).flatMap(({ chain, faults }) =>
    faults.map(({ fault }) => ({ chain, fault })),
  )

describe('writing', () => {
  it('is refused without an actor, and without a verb', async () => {
    const insert = `update site set name_en = 'x'`
    const scope = `select set_config('app.sites', '*', true), set_config('app.studies', '*', true)`
    for (const setting of ['app.actor', 'app.verb']) {
      await registry.asApp('begin')
      await registry.asApp(`${scope}, set_config('${setting}', 'x', true)`)
      await registry.asApp(insert)
      await expect(registry.asApp('commit')).rejects.toMatchObject({ code: '42501' })
    }
    expect(await registry.asSuper(`select 1 from site where name_en = 'x'`)).toEqual([])
  })

  it('keeps one chain a site and one for the rest, without gaps, with a head each', async () => {
    const rows = await registry.asSuper<{ chain: string; rows: number; last: number; head: number }>(
      `select t.chain, count(*)::int as rows, max(t.seq)::int as last, max(h.seq)::int as head
       from trail t join trail_head h using (chain) group by 1`,
    )
    expect(rows.map((row) => row.chain).sort()).toEqual(chains().sort())
    for (const row of rows) expect([row.last, row.head]).toEqual([row.rows, row.rows])
    const foreign = await registry.asSuper(
      `select 1 from trail where chain <> 'system' and site_id::text <> chain`,
    )
    expect(foreign).toEqual([])
  })

  it('says who, by what verb, in which request, with the row before and after', async () => {
    const [row] = await registry.asSuper<{ actor: string; verb: string; request: string; payload: string }>(
      `select actor, verb, request, payload from trail join trail_payload using (chain, seq)
       where table_name = 'entry' and action = 'update'`,
    )
    expect(row?.actor).toBe((await registry.actorOf('nurse')).id)
    expect(row?.verb).toBe('entry.save')
    expect(row?.request).toMatch(/^[0-9a-f-]{36}$/)
    const { before, after } = JSON.parse(row?.payload ?? '{}')
    expect([before.version, after.version]).toEqual([1, 2])
    expect([before.values.leak, after.values.leak]).toEqual([1, 0])
  })

  it('holds no password hash, and of identities only ciphertext', async () => {
    const rows = await registry.asSuper<{ table: string; payload: string }>(
      `select table_name as "table", payload from trail join trail_payload using (chain, seq)`,
    )
    expect(rows.filter((row) => row.table === 'person').length).toBeGreaterThan(0)
    const identities = rows.filter((row) => row.table === 'patient_identity')
    expect(identities).toHaveLength(1)
    expect(JSON.parse(identities[0]?.payload ?? '').after.name).toMatch(/^v1\.[0-9a-f]{8}\./)
    // Whoever destroys the row's key has forgotten the person: no copy of it opens what the trail keeps.
    expect(JSON.parse(identities[0]?.payload ?? '').after).not.toHaveProperty('data_key')
    for (const { payload } of rows) {
      expect(payload).not.toContain('argon2')
      expect(payload).not.toContain(PASSWORD)
      for (const plain of Object.values(IDENTITY)) expect(payload).not.toContain(plain)
    }
  })

  it('folds to the rows as they stand', async () => {
    const tables = await registry.asSuper<{ name: string; hidden: string }>(
      `select c.relname as name, encode(g.tgargs, 'escape') as hidden from pg_trigger g join pg_class c on c.oid = g.tgrelid
       where g.tgname = 'trail'`,
    )
    for (const { name, hidden } of tables) {
      const images = await registry.asSuper<{ id: string; after: Record<string, unknown> }>(
        `select distinct on (row_id) row_id as id, payload::jsonb -> 'after' as after
         from trail join trail_payload using (chain, seq) where table_name = $1 order by row_id, seq desc`,
        [name],
      )
      const rows = await registry.asSuper<{ id: string; row: Record<string, unknown> }>(
        `select id, to_jsonb(t) - $1::text[] as row from ${name} t order by id`,
        [hidden.split('\\000').filter((column) => column !== '')],
      )
      expect(
        images.map(({ after }) => after),
        name,
      ).toEqual(rows.map(({ row }) => row))
    }
  })

  it('stands against the application: no change, no removal, no added row', async () => {
    const attempts = [
      `update trail set verb = 'x'`,
      'delete from trail',
      'truncate trail',
      `update trail_payload set payload = 'x'`,
      'delete from trail_payload',
      'truncate trail_payload',
      'update trail_head set seq = 0',
      'delete from trail_head',
      'insert into trail select * from trail',
    ]
    for (const sql of attempts)
      await expect(registry.asApp(sql), sql).rejects.toMatchObject({ code: '42501' })
  })

  it('stands against its owner as long as the triggers stand', async () => {
    for (const sql of [
      `update trail set verb = 'x'`,
      'delete from trail_payload',
      'truncate trail, trail_payload',
    ])
      await expect(registry.asSuper(sql), sql).rejects.toMatchObject({ code: '42501' })
  })
})

describe('reading', () => {
  it('is the administrator’s, latest first, with the names of the columns that changed', async () => {
    const admin = await registry.callAs('admin')
    const { rows, next } = await listTrail(admin, { table: 'entry' })
    expect(next).toBeNull()
    expect(rows.map((row) => row.action)).toEqual(['update', 'insert'])
    const names = rows[0]?.changes?.map((one) => one.name)
    expect(names).toEqual(expect.arrayContaining(['values.leak', 'values.leak_types']))
    expect(names).not.toContain('instrument')
    await expect(listTrail(await registry.callAs('nurse'), {})).rejects.toMatchObject({
      status: 403,
    })
  })

  it('of one study says nothing of accounts and sites, which are the whole registry’s', async () => {
    const admin = await registry.callAs('admin')
    const study = { id: registry.studies.live, slug: 'live' }
    const actor = { ...admin.actor, memberships: [{ role: 'admin' as const, study, siteId: null }] }
    for (const table of ['person', 'site'])
      expect((await listTrail({ ...admin, actor }, { table })).rows, table).toEqual([])
    expect((await listTrail({ ...admin, actor }, { table: 'entry' })).rows).toHaveLength(2)
  })
})

describe('verification', () => {
  it('finds nothing in a trail that nobody touched', async () => {
    const reports = await verifyTrail(registry.cli)
    expect(reports.map((report) => report.chain).sort()).toEqual(chains().sort())
    expect(await faultsOf()).toEqual([])
  })

  describe('finds, though done by a superuser with the triggers off,', () => {
    beforeEach(async () => {
      await registry.asSuper(`set session_replication_role = 'replica'`)
      for (const table of ['trail', 'trail_payload', 'trail_head']) {
        await registry.asSuper(`drop table if exists kept_${table}`)
        await registry.asSuper(`create temp table kept_${table} as select * from ${table}`)
      }
      return async () => {
        for (const table of ['trail_payload', 'trail_head', 'trail']) {
          await registry.asSuper(`delete from ${table}`)
          await registry.asSuper(`insert into ${table} select * from kept_${table}`)
        }
        await registry.asSuper(`set session_replication_role = 'origin'`)
        expect(await faultsOf()).toEqual([])
      }
    })

    const tamper = async (sql: string, fault: RegExp, chain = registry.sites.NORTH) => {
      await registry.asSuper(sql, sql.includes('$1') ? [chain] : [])
      const faults = await faultsOf()
      expect(faults.map((one) => one.fault)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]))
      // The other chains still hold.
      expect(new Set(faults.map((one) => one.chain))).toEqual(new Set([chain]))
    }
    const COLUMNS = {
      at: `at + interval '1 microsecond'`,
      actor: `actor || 'x'`,
      verb: `'entry.read'`,
      reason: `'because'`,
      request: 'null',
      table_name: `'visit'`,
      row_id: 'gen_random_uuid()',
      action: `case action when 'insert' then 'update' else 'insert' end`,
      study_id: 'null',
      site_id: 'null',
    }
    it.each(Object.entries(COLUMNS))('the column %s written anew', async (column, value) => {
      await tamper(`update trail set ${column} = ${value} where chain = $1 and seq = 3`, /columns say other/)
    })
    const atThree = 'where chain = $1 and seq = 3'
    it.each([
      [
        'a header changed',
        `update trail set header = replace(header, 'person:', 'persom:') ${atThree}`,
        /header was changed/,
      ],
      ['a header that is no JSON', `update trail set header = 'x' ${atThree}`, /header was changed/],
      ['a hash changed', `update trail set hash = repeat('a', 64) ${atThree}`, /does not follow/],
      ['a link changed', `update trail set prev_hash = repeat('a', 64) ${atThree}`, /does not follow/],
      [
        'a payload hash changed',
        `update trail set payload_hash = repeat('a', 64) ${atThree}`,
        /payload was changed/,
      ],
      [
        'a payload changed',
        `update trail_payload set payload = payload || ' ' ${atThree}`,
        /payload was changed/,
      ],
      ['a payload deleted', `delete from trail_payload ${atThree}`, /payload is gone/],
      ['a row deleted', `delete from trail ${atThree}`, /rows 3 to 3 are gone/],
      ['the first row deleted', `delete from trail where chain = $1 and seq = 1`, /rows 1 to 1 are gone/],
      ['the end cut off', `delete from trail where chain = $1 and seq > 4`, /the end of the chain/],
      [
        'two rows exchanged',
        `update trail set seq = case seq when 3 then 1004 else 1003 end where chain = $1 and seq in (3, 4)`,
        /rows 3 to 4 are gone/,
      ],
      ['the head moved', `update trail_head set seq = seq - 1 where chain = $1`, /the end of the chain/],
      ['the head removed', `delete from trail_head where chain = $1`, /head of the chain is gone/],
    ])('%s', async (_name, sql, fault) => {
      await tamper(sql, fault)
    })

    it('a row put in between', async () => {
      await registry.asSuper(`update trail set seq = seq + 1001 where chain = $1 and seq >= 3`, [
        registry.sites.NORTH,
      ])
      await registry.asSuper(`update trail set seq = seq - 1000 where chain = $1 and seq > 1000`, [
        registry.sites.NORTH,
      ])
      await tamper(
        `insert into trail select chain, 3, at, actor, verb, reason, request, table_name, row_id, action, site_id,
           study_id, header, payload_hash, prev_hash, hash from trail where chain = $1 and seq = 2`,
        /does not follow/,
      )
    })

    it('a row moved to another chain', async () => {
      const faults = async () => (await faultsOf()).map((one) => one.chain)
      await registry.asSuper(
        `update trail set chain = $2, seq = (select max(seq) + 1 from trail where chain = $2)
         where chain = $1 and seq = 3`,
        [registry.sites.NORTH, registry.sites.SOUTH],
      )
      expect(new Set(await faults())).toEqual(new Set([registry.sites.NORTH, registry.sites.SOUTH]))
    })

    it('a whole chain removed with its head', async () => {
      await registry.asSuper('delete from trail_head where chain = $1', [registry.sites.NORTH])
      await tamper('delete from trail where chain = $1', /head of the chain is gone/)
    })
  })
})
