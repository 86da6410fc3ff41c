import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import { Problem } from '@/lib/problem'
import { addStudy } from '@/lib/records/studies/manage-studies'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { registerPatient } from '@/lib/records/patients/patients'
import { importDemoCohort, type Changed } from '../support/cohort'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
  await importDemoCohort(registry.cli, 'snrb')
}, 120_000)
afterAll(() => registry.close())

const issuesOf = async (work: Promise<unknown>): Promise<string[]> => {
  const problem: unknown = await work.then(
    () => new Error('was not refused'),
    (error: unknown) => error,
  )
  if (!(problem instanceof Problem)) throw problem
  return problem.fields.map(({ field, code, params }) =>
    `${field}: ${code} ${params?.['value'] ?? ''}`.trim(),
  )
}

const tryImport = (changed: Changed) =>
  issuesOf(importDemoCohort(registry.cli, 'snrb', { dryRun: true, ...changed }))

/** The file with one cell of one patient's row changed. */
const cell =
  (code: string, column: string, value: string) =>
  (text: string): string => {
    const [header = '', ...rows] = text.split('\n')
    const at = header.split(',').indexOf(column)
    return [header, ...rows.map((row) => (row.startsWith(`${code},`) ? put(row, at, value) : row))].join('\n')
  }

const put = (row: string, at: number, value: string) =>
  row
    .split(',')
    .map((old, index) => (index === at ? value : old))
    .join(',')

describe('what an import writes', () => {
  const read = (sql: string) => registry.asSuper<Record<string, unknown>>(sql)

  it('counts the block as first treatment where there was one, else the operation, and keeps the discharge', async () => {
    const rows = await read(
      `select e.planned_arm as arm, (e.index_operation_on - e.first_treatment_on) as before,
         count(*)::int as n, count(e.discharged_on)::int as discharged, count(e.randomised_on)::int as randomised
       from enrolment e join study s on s.id = e.study_id where s.slug = 'snrb' group by 1, 2 order by 1`,
    )
    expect(rows).toEqual([
      { arm: 'P', before: 0, n: 39, discharged: 39, randomised: 0 },
      { arm: 'S', before: 1, n: 38, discharged: 38, randomised: 0 },
    ])
  })

  it('does not invent a side that the source does not tell', async () => {
    const rows = await read(`select distinct o.levels -> 0 ->> 'side' as side from operation o`)
    expect(rows).toEqual([{ side: 'unknown' }])
  })

  it('writes what the source says of everybody, and of blocks only where there was one', async () => {
    const rows = await read(
      `select n.instrument, n.values, count(*)::int as count
       from entry n where n.instrument in ('block', 'peld_record')
       group by n.instrument, n.values - 'block_date', n.values order by 1`,
    )
    const blocks = rows.filter(({ instrument }) => instrument === 'block')
    expect(blocks.reduce((sum, { count }) => sum + Number(count), 0)).toBe(38)
    for (const { values } of blocks)
      expect(values).toMatchObject({
        block_guidance: 1,
        block_needle_gauge: 20,
        block_drugs: [1, 4, 8],
        block_ml: 2,
      })
    expect(rows.filter(({ instrument }) => instrument === 'peld_record')).toMatchObject([
      { count: 77, values: { peld_approach: 1, foraminoplasty: 1, peld_anaesthesia: 1, discharge_mri: 1 } },
    ])
  })

  it('stores complications as judged in the source, at the visit that counted them', async () => {
    const rows = await read(
      `select c.type, c.status, c.adjudication_note as note, c.source, v.code as visit, e.planned_arm as arm,
         count(*)::int as n
       from complication c join enrolment e on e.id = c.enrolment_id left join visit v on v.id = c.visit_id
       group by 1, 2, 3, 4, 5, 6 order by 1, 6`,
    )
    const found = (type: string, arm: string, n: number) => ({
      ...{ type, arm, n, visit: 'm3', status: 'confirmed', note: 'as in source', source: 'import' },
    })
    expect(rows).toEqual([
      found('early_reherniation', 'P', 3),
      found('early_reherniation', 'S', 4),
      found('recurrent_pain', 'P', 11),
      found('recurrent_pain', 'S', 3),
      found('residual_back_pain', 'P', 7),
      found('residual_back_pain', 'S', 1),
    ])
  })

  it('takes every visit as done and complete', async () => {
    const rows = await read(
      `select v.code, count(*)::int as n, bool_and(v.done_on is not null and v.complete) as complete
       from visit v join study s on s.id = v.study_id where s.slug = 'snrb' group by 1 order by 1`,
    )
    expect(rows).toEqual(['adm', 'd3', 'm3', 'preop'].map((code) => ({ code, n: 77, complete: true })))
  })
})

describe('what an import refuses, by sheet, row and column', () => {
  it('the same file again, each row with its code, in a dry run too', async () => {
    const again = await issuesOf(importDemoCohort(registry.cli, 'snrb'))
    expect(again).toHaveLength(77)
    expect(again[0]).toBe('study-snrb-wide.csv: row 2, code: taken SN-001')
    expect(again.at(-1)).toBe('study-snrb-wide.csv: row 78, code: taken SN-077')
    expect(await tryImport({})).toEqual(again)
  })

  it.each<[string, Changed, string]>([
    ['a value out of range', { wide: cell('SN-002', 'vas_d3', '11') }, 'row 3, vas_d3: above_hard 11'],
    [
      'an answer not offered',
      { wide: cell('SN-003', 'macnab', 'superb') },
      'row 4, macnab: unknown_code superb',
    ],
    ['an arm not in the study', { wide: cell('SN-004', 'group', 'Q') }, 'row 5, group: unknown Q'],
    [
      'a day that is none',
      { wide: cell('SN-004', 'snrb_date', '2023-13-01') },
      'row 5, snrb_date: not_a_date 2023-13-01',
    ],
    [
      'a complication neither yes nor no',
      { wide: cell('SN-005', 'relapse', '') },
      'row 6, relapse: required',
    ],
    ['a code that is there twice', { wide: cell('SN-006', 'code', 'SN-005') }, 'row 7, code: taken SN-005'],
    ['no operation', { wide: cell('SN-007', 'surgery_date', '') }, 'row 8, surgery_date: required'],
  ])('%s', async (_what, changed, expected) => {
    expect(await tryImport(changed)).toContain(`study-snrb-wide.csv: ${expected}`)
  })

  it('a row of the second sheet that belongs to nobody, or to no visit', async () => {
    const long = (text: string) =>
      `${text.trimEnd()}\nSN-999,S,adm,0,2023-05-12,,,,\nSN-001,S,m6,4,2023-11-12,,,,\n`
    expect(await tryImport({ long })).toEqual([
      'study-snrb-long.csv: row 310, code: unknown SN-999',
      'study-snrb-long.csv: row 311, visit: unknown m6',
    ])
  })

  it('a column that is not there and a form that the study does not ask', async () => {
    const mapping = (json: Record<string, unknown>) => ({
      ...json,
      entries: [
        { instrument: 'vas', visits: ['adm'], items: { vas: 'pain' } },
        { instrument: 'rand36', visits: ['adm'], items: { q1: 'age' } },
      ],
    })
    expect(await tryImport({ mapping })).toEqual([
      'mapping: adm rand36: not_asked',
      'study-snrb-wide.csv: pain: column_missing',
    ])
  })

  it('what a record function refuses while writing, and then writes nothing', async () => {
    const long = cell('SN-077', 'visit_date', '2199-01-01')
    await makeStudy('late')
    expect(await issuesOf(importDemoCohort(registry.cli, 'snrb', { long }, 'late'))).toEqual([
      'study-snrb-wide.csv: row 78, SN-077: doneOn: in_future',
    ])
    const [row] = await registry.asSuper<{ n: number }>(
      `select count(*)::int as n from enrolment e join study s on s.id = e.study_id where s.slug = 'late'`,
    )
    expect(row?.n).toBe(0)
  })
})

async function makeStudy(slug: string): Promise<void> {
  await addStudy(registry.cli, {
    slug,
    titleZh: slug,
    titleEn: slug,
    followUpClosed: false,
    protocol: SNRB_PROTOCOL,
    siteCodes: ['NORTH'],
  })
}

it('an empty cell is absent, or carries the reason that the mapping gives it', async () => {
  await makeStudy('empty')
  const mapping = (json: Record<string, unknown>) => ({
    ...json,
    entries: [
      ...(json['entries'] as { instrument: string }[]).filter(
        ({ instrument }) => instrument !== 'demographics',
      ),
      {
        instrument: 'demographics',
        visits: ['adm'],
        items: {
          sex: 'sex',
          age: { column: 'age', empty: 'unknown' },
          smoking: { column: 'snrb_date2', empty: 'not_done' },
        },
      },
    ],
  })
  const wide = (text: string) =>
    cell(
      'SN-001',
      'age',
      '',
    )(text)
      .split('\n')
      .map((line, at) => (line === '' ? line : `${line},${at === 0 ? 'snrb_date2' : ''}`))
      .join('\n')
  await importDemoCohort(registry.cli, 'snrb', { wide, mapping }, 'empty')
  const [row] = await registry.asSuper<{ values: unknown }>(
    `select n.values from entry n join enrolment e on e.id = n.enrolment_id join study s on s.id = e.study_id
     where s.slug = 'empty' and e.code = 'SN-001' and n.instrument = 'demographics'`,
  )
  expect(row?.values).toEqual({ sex: 1, age: { missing: 'unknown' }, smoking: { missing: 'not_done' } })
}, 60_000)

it('codes made after an import are above every number that came with it', async () => {
  await makeStudy('after')
  // Row 2 brings the highest number of all.
  const rename = (text: string) => text.replaceAll('SN-001,', 'SN-500,')
  await importDemoCohort(registry.cli, 'snrb', { wide: rename, long: rename }, 'after')
  const patient = await registerPatient(registry.cli, 'after', {
    site: 'NORTH',
    identity: null,
    notDuplicate: true,
  })
  const criteria = SNRB_PROTOCOL.criteria.map(({ id, kind }) => [id, kind === 'inclusion'])
  const { id } = await enrolPatient(registry.cli, 'after', {
    patientId: patient.id,
    enrolledOn: '2024-01-02',
    plannedArm: 'S',
    eligibility: Object.fromEntries(criteria) as Record<string, boolean>,
    consent: { version: null, on: null, by: 'waived', relation: null },
  })
  const [row] = await registry.asSuper<{ code: string }>(`select code from enrolment where id = $1`, [id])
  expect(Number(row?.code.slice(3))).toBeGreaterThan(500)
}, 60_000)
