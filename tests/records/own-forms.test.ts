import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { Item } from '@/lib/codebook/item'
import { readCsv } from '@/lib/exchange/csv-read'
import { readDictionary } from '@/lib/exchange/redcap-dictionary-read'
import { SHIPPED } from '@/lib/instruments/shelf'
import type { Problem } from '@/lib/problem'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Call } from '@/lib/records/call'
import { getPhoneVisit } from '@/lib/records/contacts/phone-visit'
import { getCodebook } from '@/lib/records/data/codebook'
import { extractDataset } from '@/lib/records/data/extract'
import { getVisitEntryPage } from '@/lib/records/entries/entry-page'
import { discardFormDraft, getOwnForm, listOwnForms, saveFormDraft } from '@/lib/records/instruments/drafts'
import { MOVES_SHOWN, moveToVersion, previewMove } from '@/lib/records/instruments/move-versions'
import { publishForm } from '@/lib/records/instruments/publish-form'
import { raiseQuery } from '@/lib/records/queries/queries'
import { listQueries } from '@/lib/records/queries/list-queries'
import { saveProtocolDraft } from '@/lib/records/studies/protocol-drafts'
import { publishProtocol } from '@/lib/records/studies/publish-protocol'
import { listTrail } from '@/lib/records/trail/trail'
import { lockVisit } from '@/lib/records/visits/lock-visit'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

/** Forms of a study's own: written, published, asked, and entries moved to a later version. */

let registry: Registry
let admin: Call
let nurse: Call
let clinician: Call

const text = (en: string) => ({ zh: `${en}（中）`, en })

const walking: InstrumentJson = {
  id: 'walking',
  version: 1,
  title: text('Walking test'),
  short: text('Walk'),
  repeat: 'none',
  source: 'test',
  selfReport: true,
  items: [
    {
      kind: 'integer',
      name: 'walk_m',
      label: text('Metres'),
      measure: 'scale',
      unit: 'm',
      required: true,
      hard: { min: 0, max: 2000 },
    },
    {
      kind: 'choice',
      name: 'walk_aid',
      label: text('Aid'),
      measure: 'nominal',
      codes: [
        { code: 0, key: 'none', label: text('None') },
        { code: 1, key: 'stick', label: text('Stick') },
      ],
    },
    {
      kind: 'calculated',
      name: 'walk_speed',
      label: text('Speed'),
      measure: 'scale',
      unit: 'm/min',
      decimals: 1,
      expression: 'round(walk_m / 6, 1)',
      formula: { id: '', version: 1, text: { zh: '', en: '' }, source: '' },
    },
  ],
}

const withItems = (change: (items: readonly Item[]) => readonly Item[]): InstrumentJson => ({
  ...walking,
  items: change(walking.items),
})

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const refused = (work: Promise<unknown>) => work.then(() => null).catch((error: Problem) => error)

async function publish(definition: InstrumentJson): Promise<number> {
  const { draft } = await getOwnForm(admin, 'live', definition.id).catch(() => ({ draft: null }))
  const saved = await saveFormDraft(admin, 'live', definition.id, {
    version: draft?.version ?? 0,
    definition,
  })
  return (await publishForm(admin, 'live', definition.id, saved.version)).version
}

describe('a draft', () => {
  it('may be half a form; a later save of somebody else shows theirs', async () => {
    const half = { ...walking, title: { zh: '', en: '' }, items: [] }
    expect((await saveFormDraft(admin, 'live', 'walking', { version: 0, definition: half })).version).toBe(1)
    const problem = await refused(
      saveFormDraft(admin, 'live', 'walking', { version: 0, definition: walking }),
    )
    expect(problem?.code).toBe('conflict')
    expect(problem?.extra.current).toMatchObject({ version: 1, definition: half })
    expect(
      (await refused(publishForm(admin, 'live', 'walking', 1)))?.fields.map(({ field }) => field),
    ).toEqual(['title.zh', 'title.en', 'items'])
  })

  it('is no form at all, or one that comes with the registry: refused', async () => {
    const bad = await refused(saveFormDraft(admin, 'live', 'walking', { version: 1, definition: { a: 1 } }))
    expect(bad?.code).toBe('invalid')
    const odi = { ...walking, id: 'odi' }
    const taken = await refused(saveFormDraft(admin, 'live', 'odi', { version: 0, definition: odi }))
    expect(taken?.fields).toEqual([{ field: 'id', code: 'taken' }])
  })

  it('is seen by those who write forms alone, and can be thrown away', async () => {
    expect((await listOwnForms(nurse, 'live')).map(({ id }) => id)).toEqual([])
    await discardFormDraft(admin, 'live', 'walking', 1)
    expect(await listOwnForms(admin, 'live')).toEqual([])
  })
})

describe('a published version', () => {
  it('never changes, and a name keeps its meaning: another is proposed', async () => {
    expect(await publish(walking)).toBe(1)
    await expect(registry.asApp(`update instrument_version set definition = '{}'`)).rejects.toMatchObject({
      code: '42501',
    })
    const other = withItems((items) =>
      items.map((item): Item => {
        if (item.name === 'walk_m') return { ...item, unit: 'ft' }
        if (item.kind !== 'choice') return item
        return { ...item, codes: [{ code: 0, key: 'wheelchair', label: text('Wheelchair') }] }
      }),
    )
    const saved = await saveFormDraft(admin, 'live', 'walking', { version: 0, definition: other })
    const problem = await refused(publishForm(admin, 'live', 'walking', saved.version))
    expect(problem?.fields).toEqual([
      { field: 'items.0.unit', code: 'published_unit', params: { name: 'walk_m_2' } },
      { field: 'items.1.codes.0', code: 'published_code', params: { name: 'walk_aid_2', code: 0 } },
      { field: 'items.1.codes', code: 'published_code_gone', params: { name: 'walk_aid_2', code: 1 } },
    ])
    await discardFormDraft(admin, 'live', 'walking', saved.version)
  })

  it('of another study is not there', async () => {
    expect(await listOwnForms(admin, 'ovcf')).toEqual([])
  })
})

describe('at a visit', () => {
  let patient: Awaited<ReturnType<typeof makePatient>>
  let entryId: string

  beforeAll(async () => {
    const definition = {
      ...LIVE_PROTOCOL,
      visits: LIVE_PROTOCOL.visits.map((visit) =>
        visit.code === 'd1'
          ? { ...visit, instruments: [...visit.instruments, { id: 'walking', version: 1, required: true }] }
          : visit,
      ),
    }
    await saveProtocolDraft(admin, 'live', { version: 0, basedOn: 1, definition })
    await publishProtocol(admin, 'live', { version: 1, reason: 'walking as well' })
    patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const done = { doneDaysAgo: 1 }
    entryId = (await saveForm(nurse, patient, 'd1', 'walking', { walk_m: 300, walk_aid: 1 }, done)).id
  })

  it('is asked, checked and reckoned as a shipped form is', async () => {
    const page = await getVisitEntryPage(nurse, 'live', patient.visits.d1 ?? '', 'walking', null)
    expect(page.form.own.map(({ id, version }) => `${id}@${version}`)).toEqual(['walking@1'])
    expect(page.form.entry?.scores).toEqual({
      walk_speed: { value: 50, formula: 'walking.walk_speed', version: 1 },
    })
    const tooFar = await refused(saveForm(nurse, patient, 'd1', 'walking', { walk_m: 3000 }, { version: 1 }))
    expect(tooFar?.fields).toEqual([expect.objectContaining({ field: 'walk_m', code: 'above_hard' })])
    const phone = await getPhoneVisit(nurse, 'live', patient.visits.d1 ?? '')
    expect(phone.own.map(({ id }) => id)).toContain('walking')
    expect(phone.forms.map(({ id }) => id)).toContain('walking')
  })

  it('stands in the codebook, in an extract and in a comparison', async () => {
    const codebook = await getCodebook(nurse, 'live')
    expect(codebook.instruments.map(({ id }) => id)).toContain('walking')
    expect(codebook.columns['walking@1 walk_speed']).toEqual({ wide: ['walk_speed'], long: ['walk_speed'] })
    const researcher = await registry.callAs('researcher')
    const dataset = await extractDataset(researcher, 'extract.run', 'live', 'patient')
    const column = dataset.columns.find(({ variable }) => variable.name === 'walk_speed')
    expect(column).toMatchObject({ kind: 'number', values: new Float64Array([50]) })
    const aid = dataset.columns.find(({ variable }) => variable.name === 'walk_aid')
    expect(aid?.variable.label).toEqual(text('Aid'))
  })

  it('may be asked back about, and the trail calls its items by their labels', async () => {
    await raiseQuery(nurse, 'live', { entryId, item: 'walk_m', text: 'so far?' })
    expect((await listQueries(nurse, 'live', { page: 1 })).own.map(({ id }) => id)).toEqual(['walking'])
    const [row] = (await listTrail(admin, { table: 'entry', rowId: entryId })).rows
    expect(row?.changes?.find(({ name }) => name === 'values.walk_m')?.label).toEqual(text('Metres'))
  })

  it('reads an entry by its own version until it is moved, with a reason', async () => {
    const second = withItems((items) =>
      items
        .filter(({ name }) => name !== 'walk_aid')
        .map((item): Item => (item.kind === 'integer' ? { ...item, soft: { max: 250 } } : item)),
    )
    expect(await publish(second)).toBe(2)
    const page = await getVisitEntryPage(nurse, 'live', patient.visits.d1 ?? '', 'walking', null)
    expect(page.form.instrument.version).toBe(1)
    // Nobody's answer is lost because the question is no longer asked.
    const third = await makePatient(nurse, { operatedDaysAgo: 2 })
    await saveForm(nurse, third, 'd1', 'walking', { walk_m: 90, walk_aid: 0 }, { doneDaysAgo: 1 })
    const aids = async () =>
      (
        await extractDataset(await registry.callAs('researcher'), 'extract.run', 'live', 'patient')
      ).columns.find(({ variable }) => variable.name === 'walk_aid')?.variable.origin
    expect(await aids()).toMatchObject({ instrument: 'walking', version: 1 })

    const preview = await previewMove(clinician, 'live', 'walking')
    expect(preview.changes).toEqual([
      {
        from: 1,
        items: [
          { item: 'walk_aid', label: text('Aid'), what: 'gone' },
          { item: 'walk_m', label: text('Metres'), what: 'range' },
        ],
      },
    ])
    expect(preview.total).toBe(2)
    expect(preview.entries.filter((one) => one.entryId === entryId)).toMatchObject([
      {
        entryId,
        patientCode: patient.code,
        from: 1,
        lost: ['walk_aid'],
        refused: [],
        unusual: [expect.objectContaining({ field: 'walk_m', code: 'above_soft' })],
      },
    ])
    const input = { entryId, version: 1, to: 2, reason: 'one form for all' }
    expect((await refused(moveToVersion(nurse, 'live', 'walking', input)))?.code).toBe('forbidden')
    const done = await moveToVersion(clinician, 'live', 'walking', input)
    expect(done.version).toBe(2)
    const after = await getVisitEntryPage(nurse, 'live', patient.visits.d1 ?? '', 'walking', null)
    expect(after.form.instrument.version).toBe(2)
    expect(after.form.entry).toMatchObject({
      values: { walk_m: 300 },
      reasons: { walk_m: 'one form for all' },
      scores: { walk_speed: { value: 50, version: 1 } },
    })
    const [row] = (await listTrail(admin, { table: 'entry', rowId: entryId })).rows
    expect(row).toMatchObject({ verb: 'entry.move_version', reason: 'one form for all' })
    expect(
      (await refused(moveToVersion(clinician, 'live', 'walking', { ...input, version: 2 })))?.reason,
    ).toBe('form_current')
    const left = (await previewMove(clinician, 'live', 'walking')).entries
    expect(left.map(({ patientCode }) => patientCode)).toEqual([third.code])
    expect(await aids()).toMatchObject({ instrument: 'walking', version: 1 })
    await lockVisit(clinician, 'live', third.visits.d1 ?? '', { version: 3 })
  })

  it('shows what may be moved before what is locked, a page at a time', async () => {
    const many = await makePatient(nurse, { operatedDaysAgo: 2 })
    await registry.asSuper(
      `with s as (select set_config('app.actor', 'test', true), set_config('app.verb', 'test', true))
       insert into entry (id, site_id, study_id, enrolment_id, visit_id, instrument, instrument_version,
         repeat_key, values, scores, complete, saved_by)
       select gen_random_uuid(), site_id, study_id, $1, $2, instrument, 1, 'copy ' || n, values, scores, complete, saved_by
       from s, entry, generate_series(1, $3) n where instrument = 'walking' and instrument_version = 1`,
      [many.enrolmentId, many.visits.d1, MOVES_SHOWN],
    )
    const pageOf = (page: number) => previewMove(clinician, 'live', 'walking', { page })
    const first = await pageOf(1)
    expect([first.entries.length, first.total]).toEqual([MOVES_SHOWN, MOVES_SHOWN + 1])
    expect(first.entries.every(({ patientCode }) => patientCode === many.code)).toBe(true)
    expect(await pageOf(9)).toMatchObject({ page: 2, entries: [{ locked: true }] })
  })
})

it('a REDCap dictionary of 70 fields is published and reckons', async () => {
  const bytes = readFileSync(new URL('../exchange/data/redcap-ldh-baseline.csv', import.meta.url))
  const { forms } = readDictionary(
    readCsv(new Uint8Array(bytes)),
    SHIPPED.list().map(({ id }) => id),
  )
  const [form] = forms
  if (!form) throw new Error('no form was read')
  expect(await publish(form)).toBe(1)
  const [own] = (await getOwnForm(admin, 'live', form.id)).versions
  expect(own?.definition.items.length).toBeGreaterThan(60)
})
