import { gunzipSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Call } from '@/lib/records/call'
import { reading } from '@/lib/records/change'
import { findPatients, getPatient } from '@/lib/records/patients/patients'
import { runExtract, type ExtractRequest } from '@/lib/tasks/extract'
import { CANARIES, listHits } from '../support/canaries'
import { ask, loadRoutes, makeCookie } from '../support/door'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { readDta } from '../support/read-dta'
import { readSav } from '../support/read-sav'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
const patients: MadePatient[] = []
let printed = ''

beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => {
      printed += `${parts.map(String).join(' ')}\n`
    })
  }
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  for (const identity of CANARIES) {
    const patient = await makePatient(nurse, { identity, operatedDaysAgo: 2 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 5 }, { doneDaysAgo: 1 })
    await findPatients(nurse, 'live', identity.name)
    patients.push(patient)
  }
})
afterAll(() => registry.close())

const SHAPES = [
  { shape: 'wide' },
  { shape: 'long', per: 'visit' },
  { shape: 'long', per: 'level' },
  { shape: 'long', per: 'operation' },
] as const
/** Every shape and kind of file, each with another way of telling dates and answers. */
const EXTRACTS = SHAPES.flatMap((shape) =>
  (['data', 'codebook'] as const).flatMap((part) => [
    { request: { ...shape, part, format: 'csv' }, dates: 'days' } as const,
    { request: { ...shape, part, format: 'csv', choices: 'en', missing: 'code' }, dates: 'months' } as const,
    { request: { ...shape, part, format: 'xlsx', choices: 'zh' }, dates: 'shifted' } as const,
    ...(part === 'data'
      ? [
          { request: { ...shape, part, format: 'sav' }, dates: 'months' } as const,
          { request: { ...shape, part, format: 'dta', choices: 'en' }, dates: 'shifted' } as const,
          { request: { ...shape, part, format: 'xpt' }, dates: 'days' } as const,
          { request: { ...shape, part, format: 'rds' }, dates: 'none' } as const,
          { request: { ...shape, part, format: 'parquet', choices: 'en' }, dates: 'shifted' } as const,
        ]
      : []),
  ]),
)

/** Everything a file holds: of a workbook the names and texts of its parts, of a compressed file what a reader finds. */
async function readAll(
  stream: ReadableStream<Uint8Array>,
  format: ExtractRequest['format'],
): Promise<string> {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const plain = Buffer.from(bytes).toString('utf8')
  if (format === 'csv') return plain
  if (format === 'sav') return plain + JSON.stringify(readSav(bytes))
  if (format === 'dta') return plain + JSON.stringify(readDta(bytes))
  if (format === 'xpt') return plain
  if (format === 'rds') return gunzipSync(bytes).toString('utf8')
  if (format === 'parquet') {
    const { buffer, byteOffset, byteLength } = bytes
    const rows = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) })
    return plain + rows.map((row) => Object.entries(row).flat().map(String).join('\n')).join('\n')
  }
  return Object.entries(unzipSync(bytes))
    .map(([path, part]) => `${path}\n${strFromU8(part)}`)
    .join('\n')
}

async function dump(): Promise<string> {
  const relations = await registry.asSuper<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'deid') and c.relkind in ('r', 'p', 'v', 'm')`,
  )
  let text = ''
  for (const { name } of relations) {
    const rows = await registry.asSuper<{ row: string }>(`select t::text as row from ${name} t`)
    text += rows.map(({ row }) => row).join('\n')
  }
  return text
}

describe('fifty canaries', () => {
  it('are found by their own nurse, so the search for them would find them', async () => {
    const [first] = CANARIES
    expect(await getPatient(nurse, 'live', patients[0]?.patientId ?? '')).toMatchObject({ identity: first })
    expect(listHits(JSON.stringify(first))).toHaveLength(6)
  })

  it('stand nowhere in the database, trail and de-identified views included', async () => {
    const text = await dump()
    expect(text).toContain('LV-050')
    expect(listHits(text)).toEqual([])
  })

  it('do not leave with an extract or its codebook; nor does free text, a code or a date', async () => {
    const leak = { leak_detection: 1, leak: 1, leak_types: [1], leak_endplate_cortex: 1, leak_symptomatic: 1 }
    const told = `${CANARIES[3]?.name}家属电话${CANARIES[3]?.phone}`
    const values = { ...leak, leak_symptoms: told }
    const [patient] = patients
    if (!patient) throw new Error('no patient')
    await saveForm(nurse, patient, 'd1', 'leakage', values, { repeatKey: 'T12', doneDaysAgo: 1 })
    const researcher = await registry.callAs('researcher')
    for (const { request, dates } of EXTRACTS) {
      const scope = { level: 'deidentified', dates } as const
      const file = await runExtract(researcher, 'live', { ...request, purpose: 'a paper' }, scope)
      const text = `${file.name} ${await readAll(file.stream, request.format)}`
      const name = JSON.stringify({ request, dates })
      expect(text.length, name).toBeGreaterThan(400)
      expect(listHits(text), name).toEqual([])
      expect(text, name).not.toContain('LV-0')
      expect(text, name).not.toContain('patient_id')
      if (dates !== 'shifted') expect(text, name).not.toMatch(/20\d\d-\d\d-\d\d/)
    }
    const deid = await registry.asSuper<{ row: string }>('select t::text as row from deid.entry t')
    expect(listHits(deid.map(({ row }) => row).join())).toEqual([])
  })

  it('stand in no error body and no log line, when the database fails in the middle too', async () => {
    const routes = await loadRoutes()
    const register = routes.find(
      (route) => route.path === '/studies/[study]/patients' && route.method === 'POST',
    )
    if (!register) throw new Error('no route')
    const cookie = await makeCookie('nurse')
    const params = { study: 'live' }
    const [, person] = CANARIES
    const bodies = [
      { identity: { ...person, name: `${person?.name}`.repeat(30) } },
      { identity: { ...person, nickname: person?.name } },
      { identity: { ...person, birthDate: person?.phone } },
      { identity: { ...person, phone: { number: person?.phone } } },
      { identity: person, site: person?.idNumber },
      `{"identity": {"name": "${person?.name}"`,
      { identity: { name: `${person?.name}\0` } },
    ]
    let answers = ''
    for (const body of bodies) {
      const answer = await ask(register, { cookie, params, body })
      expect([400, 422]).toContain(answer.status)
      answers += await answer.text()
    }
    await registry.asSuper('alter table patient_token rename to patient_token_gone')
    const failed = await ask(register, { cookie, params, body: { identity: person, notDuplicate: true } })
    await registry.asSuper('alter table patient_token_gone rename to patient_token')
    expect(failed.status).toBe(500)
    answers += await failed.text()
    expect(listHits(answers)).toEqual([])
    expect(printed).toContain('"level":"error"')
    expect(listHits(printed)).toEqual([])
  })

  it('stand in no message about a faulty query, which the server logs when a page fails', async () => {
    const [, person] = CANARIES
    const failed = await reading(nurse, 'study.read', { study: 'live' }, (tx) =>
      tx.db.person.findFirst({ where: { username: person?.name ?? '', disabledAt: 0 as never } }),
    ).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Error)
    expect(listHits(`${(failed as Error).message}${(failed as Error).stack}`)).toEqual([])
  })

  it('stand in no line of the database server’s own log', async () => {
    const [row] = await registry.asSuper<{ log: string }>(
      `select pg_read_file(regexp_replace(current_setting('data_directory'), '[^/]+/?$', 'postgres.log')) as log`,
    )
    // The failure of the test before is in it.
    expect(row?.log).toMatch(/patient_token/)
    expect(listHits(row?.log ?? '')).toEqual([])
  })
})
