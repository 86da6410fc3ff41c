import { createHash } from 'node:crypto'
import type { Column } from '@/lib/codebook/dataset'
import type { Bilingual, Item, MissingReason } from '@/lib/codebook/item'
import {
  listRecords,
  reasonOf,
  type FormRecord,
  type RecordForm,
  type StudyForms,
  type StudyTables,
} from './form-records'

export interface FhirOptions {
  readonly study: string
  /** Address that names questionnaires; nothing need answer there. */
  readonly base: string
  readonly language: keyof Bilingual
}

const CHUNK = 65_536
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
/** HL7's code system data-absent-reason. */
const ABSENT_CODES: Readonly<Record<MissingReason, string>> = {
  not_done: 'not-performed',
  refused: 'asked-declined',
  unknown: 'unknown',
  not_applicable: 'not-applicable',
}

/**
 * The forms of a study as FHIR R4 Questionnaires, one a line (NDJSON): each item with its kind, label, unit and answers.
 *
 * Source: HL7, "FHIR R4 (4.0.1)", Questionnaire and Bulk Data (NDJSON).
 */
export function* writeQuestionnaires({ forms }: StudyForms, options: FhirOptions): Generator<string> {
  for (const form of forms) {
    yield `${JSON.stringify({
      resourceType: 'Questionnaire',
      id: idOf(options.study, form.id),
      url: urlOf(form, options),
      version: versionOf(form),
      name: form.id.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?![A-Za-z])/, 'F'),
      title: form.label[options.language],
      status: 'active',
      subjectType: ['Patient'],
      item: form.columns.map((column) => describe(form, column, options)),
    })}\n`
  }
}

/**
 * What was filled in as FHIR R4 QuestionnaireResponses, one a line (NDJSON). The patient, the visit and the level or
 * operation are identifiers; no date stands in them but those that are answers. What is missing with a reason has the
 * extension data-absent-reason. Chunks as they come; the same tables are the same text.
 *
 * Source: HL7, "FHIR R4 (4.0.1)", QuestionnaireResponse.
 */
export function* writeResponses(
  tables: StudyTables,
  forms: StudyForms,
  options: FhirOptions,
): Generator<string> {
  let text = ''
  for (const record of listRecords(tables, forms)) {
    text += `${JSON.stringify(toResponse(record, options))}\n`
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield text
}

function toResponse(record: FormRecord, options: FhirOptions) {
  const { patient, event, eventKey, form, formKey, row } = record
  const place = [patient, event, eventKey, form.id, formKey].join('|')
  const system = `${options.base}/${options.study}`
  return {
    resourceType: 'QuestionnaireResponse',
    id: idOf(options.study, place),
    identifier: { system: `${system}/entry`, value: place },
    questionnaire: `${urlOf(form, options)}|${versionOf(form)}`,
    status: 'completed',
    subject: { type: 'Patient', identifier: { system: `${system}/patient`, value: patient } },
    encounter: {
      identifier: { system: `${system}/visit`, value: eventKey ? `${event} ${eventKey}` : event },
    },
    item: form.columns.flatMap((column) => answer(form, column, row, options)),
  }
}

function describe(form: RecordForm, column: Column, options: FhirOptions) {
  const { variable, kind } = column
  const item = findItem(form, column)
  const { language } = options
  return {
    linkId: variable.name,
    text: variable.label[language],
    type: typeOf(column),
    ...(item?.required ? { required: true } : {}),
    ...(item?.kind === 'calculated' ? { readOnly: true } : {}),
    ...(variable.unit === undefined
      ? {}
      : {
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
              valueCoding: { display: variable.unit },
            },
          ],
        }),
    ...(kind === 'code'
      ? {
          answerOption: (variable.codes ?? []).map(({ code }) => ({
            valueCoding: codingOf(form, column, code, options),
          })),
        }
      : {}),
  }
}

function typeOf({ kind }: Column): string {
  return { number: 'decimal', code: 'choice', date: 'date', text: 'text' }[kind]
}

function answer(form: RecordForm, column: Column, row: number, options: FhirOptions): object[] {
  const linkId = column.variable.name
  const reason = reasonOf(column, row)
  if (reason) return [{ linkId, extension: [{ url: ABSENT, valueCode: ABSENT_CODES[reason] }] }]
  const value = column.values[row]
  if (value === null || value === undefined || value === '') return []
  if (typeof value === 'string')
    return [{ linkId, answer: [column.kind === 'date' ? { valueDate: value } : { valueString: value }] }]
  if (Number.isNaN(value) || (column.kind === 'code' && value === -1)) return []
  return [
    {
      linkId,
      answer: [
        column.kind === 'code'
          ? { valueCoding: codingOf(form, column, value, options) }
          : { valueDecimal: value + 0 },
      ],
    },
  ]
}

function codingOf(
  form: RecordForm,
  { variable }: Column,
  code: number,
  { base, study, language }: FhirOptions,
) {
  const display = variable.codes?.find((one) => one.code === code)?.label[language]
  return {
    system: `${base}/${study}/codes/${form.id}/${variable.name}`,
    code: String(code),
    ...(display === undefined ? {} : { display }),
  }
}

function findItem({ instrument }: RecordForm, { variable }: Column): Item | undefined {
  return instrument?.items.find(({ name }) => name === variable.origin?.item)
}

function urlOf(form: RecordForm, { base, study }: FhirOptions): string {
  return `${base}/${study}/Questionnaire/${form.id}`
}

function versionOf({ instrument }: RecordForm): string {
  return String(instrument?.version ?? 1)
}

/** FHIR's ids are at most 64 letters, digits, hyphens and dots. */
function idOf(study: string, text: string): string {
  return createHash('sha256').update(`${study}|${text}`).digest('hex').slice(0, 40)
}
