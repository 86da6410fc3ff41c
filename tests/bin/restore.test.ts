import { randomBytes } from 'node:crypto'
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderTables } from '../../bin/backup/catalog'
import { readManifest } from '../../bin/backup/files'
import { loadTables } from '../../bin/backup/load'
import { markKey, printManifest } from '../../bin/backup/manifest'
import { listMigrations, migrate } from '../../bin/migrate.mjs'
import { runSql } from '../../bin/postgres.mjs'
import { countTables, openBackupPlace, withClient, type BackupPlace } from '../support/backup-place'
import type { TestDatabase } from '../support/database'
import { makePatient } from '../support/patient'

let place: BackupPlace
let folder: string

beforeAll(async () => {
  place = await openBackupPlace()
  await makePatient(await place.registry.callAs('nurse'), { operatedDaysAgo: 3 })
  folder = (await place.take()).folder
})
afterAll(() => place.close())

describe('a restore', () => {
  it('is refused where rows are, which are named', async () => {
    const before = await countTables(place.registry.database)
    const attempt = place.restore(place.registry.database, folder)
    await expect(attempt).rejects.toThrow(/not empty: it holds .*person \(\d+\).*Nothing was touched/)
    expect(await countTables(place.registry.database)).toBe(before)

    // Rows that row security hides from the owner count too.
    const target = await place.makeMigrated()
    await runSql(
      target.superUrl,
      `set session_replication_role = replica;
       insert into extract (id, study_id, level, format, shape, filter, rows, sha256, purpose, made_by)
       values (gen_random_uuid(), gen_random_uuid(), 'full', 'csv', 'long', '{}', 0, '', '', '')`,
    )
    await expect(place.restore(target, folder)).rejects.toThrow(/not empty: it holds extract \(1\)/)
    const { rows } = await runSql(
      target.superUrl,
      `select count(*)::int as n from pg_class where relname = 'entry' and relforcerowsecurity`,
    )
    expect(rows[0].n).toBe(1)
  })

  it('is refused by another key, another mode, and where a stranger has tables', async () => {
    const target = await place.makeTarget()
    await expect(place.restore(target, folder, randomBytes(32))).rejects.toThrow(
      /not the master key of the backup/,
    )
    await expect(place.restore(target, folder, place.masterKey, 'production')).rejects.toThrow(
      /backup of a demo registry/,
    )
    expect(await countTables(target)).toBe(0)
    await runSql(target.superUrl, 'create table wards (n int)')
    await expect(place.restore(target, folder)).rejects.toThrow(/tables of something else \(wards\)/)
  })

  describe('that is not as it was made', () => {
    let target: TestDatabase
    let copy: string
    let file: string

    beforeAll(async () => {
      target = await place.makeTarget()
    })
    const spoil = async (work: () => unknown, message: RegExp) => {
      copy = join(place.directory, `copy-${randomBytes(4).toString('hex')}`)
      cpSync(folder, copy, { recursive: true })
      file = join(copy, 'public.entry.copy.gz')
      await work()
      await expect(place.restore(target, copy)).rejects.toThrow(message)
      expect(await countTables(target), 'nothing was touched').toBe(0)
    }

    it('is refused: any one bit of it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(7), fc.nat(), async (at, bit, which) => {
          const names = readdirSync(folder).filter((name) => name.endsWith('.gz'))
          const name = names[which % names.length] ?? ''
          await spoil(
            async () => {
              const bytes = readFileSync(join(copy, name))
              const place = at % bytes.length
              bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
              await writeFile(join(copy, name), bytes)
            },
            new RegExp(`${name.replaceAll('.', '\\.')} was changed`),
          )
        }),
        { numRuns: 20 },
      )
    })

    it('is refused: cut short, lengthened, with a file missing or one too many', async () => {
      await spoil(() => truncate(file, 100), /public\.entry\.copy\.gz has 100 bytes instead of/)
      await spoil(() => appendFileSync(file, 'x'), /has \d+ bytes instead of/)
      await spoil(() => rmSync(file), /public\.entry\.copy\.gz is missing/)
      await spoil(() => writeFile(join(copy, 'more'), ''), /more does not belong to it/)
      await spoil(() => rmSync(join(copy, 'manifest.json')), /not a whole backup: it has no manifest\.json/)
      await spoil(() => truncate(join(copy, 'manifest.json'), 500), /manifest\.json is damaged/)
    })

    it('is refused: a manifest that somebody without the key made fit', async () => {
      const path = () => join(copy, 'manifest.json')
      const manifest = await readManifest(folder)
      await spoil(
        () => writeFile(path(), JSON.stringify({ ...manifest, tables: manifest.tables.slice(1) })),
        /manifest\.json was changed/,
      )
      await spoil(() => {
        const { seal: _, ...body } = manifest
        const forged = printManifest(body, randomBytes(32))
        return writeFile(path(), forged)
      }, /manifest\.json was changed/)
      await spoil(
        () => writeFile(path(), JSON.stringify({ ...manifest, format: 2 })),
        /not one this version reads/,
      )
    })

    it('is refused: rows other than those it was made of, and the tables stay empty', async () => {
      const { seal: _, ...body } = await readManifest(folder)
      const tables = body.tables.map((table) =>
        table.name === 'entry' ? { ...table, contentSha256: '0'.repeat(64) } : table,
      )
      const bad = join(place.directory, 'bad')
      cpSync(folder, bad, { recursive: true })
      await writeFile(join(bad, 'manifest.json'), printManifest({ ...body, tables }, place.masterKey))
      const other = await place.makeTarget()
      await expect(place.restore(other, bad)).rejects.toThrow(/public\.entry reads differently after loading/)
      // What failed may be tried again with a good one.
      expect((await place.restore(other, folder)).rows).toBe(
        body.tables.reduce((sum, { rows }) => sum + rows, 0),
      )
    })
  })

  it('of an earlier version is loaded as it was and then brought to this one', async () => {
    const old = await place.makeTarget()
    const names = listMigrations().map(({ name }) => name)
    const early = names.slice(
      0,
      names.findIndex((name) => name.endsWith('_identity_keys')),
    )
    expect(await migrate(old.ownerUrl, undefined, early)).toEqual(early)
    await runSql(
      old.ownerUrl,
      `insert into instance (mode, key_check) values ('demo', '${markKey(place.masterKey)}');
       select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false);
       insert into site (id, code, name_zh, name_en) values (gen_random_uuid(), 'OLD', '旧', 'Old')`,
    )
    const taken = await place.take(old.backupUrl, join(place.directory, 'old'))
    const target = await place.makeTarget()
    const answer = await place.restore(target, taken.folder)
    expect(answer.migrated).toEqual(names.filter((name) => !early.includes(name)))
    const { rows } = await runSql(target.superUrl, 'select code from site')
    expect(rows).toEqual([{ code: 'OLD' }])

    const ahead = await place.makeMigrated()
    await expect(place.restore(ahead, taken.folder)).rejects.toThrow(/already has migration .*identity_keys/)
  })
})

describe('tables that refer to one another in a circle', () => {
  it('are loaded, checked at the end, and bound as before', async () => {
    const circle = `
      create table hen (id int primary key, egg int not null);
      create table egg (id int primary key, hen int not null references hen);
      alter table hen add constraint laid foreign key (egg) references egg`
    const source = await place.makeMigrated()
    const target = await place.makeMigrated()
    for (const database of [source, target]) await runSql(database.ownerUrl, circle)
    await runSql(
      source.superUrl,
      `insert into instance (mode, key_check) values ('demo', '${markKey(place.masterKey)}');
       set session_replication_role = replica; insert into hen values (1, 2); insert into egg values (2, 1)`,
    )
    const taken = await place.take(source.backupUrl, join(place.directory, 'circle'))
    await withClient(target.ownerUrl, async (client) => {
      await client.query('begin')
      await loadTables(client, taken.folder, await readManifest(taken.folder))
      await client.query('commit')
      expect(
        (await client.query('select h.id, e.id as egg from hen h join egg e on e.hen = h.id')).rows,
      ).toEqual([{ id: 1, egg: 2 }])
      await expect(client.query('insert into hen values (3, 4)')).rejects.toThrow(/violates foreign key/)
    })
  })

  it('wait only where they must: every other row finds what it refers to', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 8 })
    const graph = names.chain((all) => {
      const reference = fc.record({
        from: fc.constantFrom(...all),
        to: fc.constantFrom(...all),
        constraint: fc.uuid(),
      })
      return fc.tuple(fc.constant(all), fc.array(reference, { maxLength: 12 }))
    })
    fc.assert(
      fc.property(graph, ([all, references]) => {
        const { order, late } = orderTables(all, references)
        expect([...order].sort()).toEqual([...all].sort())
        for (const reference of references) {
          const { from, to } = reference
          if (from === to || late.includes(reference)) continue
          expect(order.indexOf(to)).toBeLessThan(order.indexOf(from))
        }
      }),
    )
  })
})
