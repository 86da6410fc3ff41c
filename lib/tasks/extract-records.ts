import { hashDataset } from '@/lib/codebook/canonical'
import { toJson } from '@/lib/codebook/json'
import { writeRows } from '@/lib/exchange/csv-write'
import type { ExtractNote } from '@/lib/exchange/extract-notes'
import { writeQuestionnaires, writeResponses } from '@/lib/exchange/fhir-write'
import { countRecords, layForms, type StudyForms, type StudyTables } from '@/lib/exchange/form-records'
import { ODM_TYPE, writeOdm } from '@/lib/exchange/odm-write'
import { writeDictionary } from '@/lib/exchange/redcap-dictionary-write'
import { writeRedcapEvents, writeRedcapPlaces, writeRedcapRecords } from '@/lib/exchange/redcap-records'
import { writeZip } from '@/lib/exchange/zip-write'
import type { RecordFormat } from '@/lib/contracts/data'
import type { Call } from '@/lib/records/call'
import { extractAll, type Scope } from '@/lib/records/data/extract'
import { getShelf } from '@/lib/records/instruments/get-shelf'
import { getProtocol, getStudy } from '@/lib/records/studies/studies'

export const RECORD_TYPES = {
  odm: { type: ODM_TYPE, ending: 'xml' },
  fhir: { type: 'application/zip', ending: 'zip' },
  redcap: { type: 'application/zip', ending: 'zip' },
} as const satisfies Record<RecordFormat, { type: string; ending: string }>

export interface Records {
  /** Forms that were filled in. */
  readonly count: number
  readonly armsClosed: boolean
  /** SHA-256 of each table they come from. */
  readonly hashes: string
  readonly write: (
    notes: readonly ExtractNote[],
    language: 'zh' | 'en',
    now: Date,
  ) => Iterable<string | Uint8Array>
}

/** A study as what was filled in, a form at a time, for the formats that know it so. */
export async function takeRecords(
  call: Call,
  verb: 'extract.run' | 'extract.run_coded',
  study: string,
  format: RecordFormat,
  scope: Scope,
): Promise<Records> {
  const grains = ['patient', 'visit', 'level', 'operation'] as const
  const tables = await extractAll(call, verb, study, grains, scope)
  const [{ titleZh, titleEn, protocolVersion }, protocol, shelf] = await Promise.all([
    getStudy(call, study),
    getProtocol(call, study),
    getShelf(call, study),
  ])
  const forms = layForms(tables, protocol, shelf.find)
  return {
    count: countRecords(tables, forms),
    armsClosed: !tables.patient.columns.some(({ variable }) => variable.name === 'arm'),
    hashes: grains.map((grain) => hashDataset(tables[grain])).join(' '),
    write: (notes, language, now) => {
      const told = notes.map(({ key, value, text }) => `${key} ${value}: ${text[language]}`)
      if (format === 'fhir') return writeFhir(tables, forms, study, language, told)
      if (format === 'redcap') return writeRedcap(tables, forms, language, told)
      const title = { zh: titleZh, en: titleEn }
      return writeOdm(tables, forms, { study, title, protocolVersion, notes: told, now })
    },
  }
}

function writeFhir(
  tables: StudyTables,
  forms: StudyForms,
  study: string,
  language: 'zh' | 'en',
  notes: readonly string[],
): Iterable<Uint8Array> {
  const options = { study, language, base: 'urn:suivi' }
  return writeZip([
    ['Questionnaire.ndjson', writeQuestionnaires(forms, options)],
    ['QuestionnaireResponse.ndjson', writeResponses(tables, forms, options)],
    ['notes.txt', [`${notes.join('\n')}\n`]],
  ])
}

function writeRedcap(
  tables: StudyTables,
  forms: StudyForms,
  language: 'zh' | 'en',
  notes: readonly string[],
): Iterable<Uint8Array> {
  const instruments = forms.forms.flatMap(({ instrument }) => (instrument ? [toJson(instrument)] : []))
  return writeZip([
    ['dictionary.csv', writeDictionary(instruments, { language })],
    ['events.csv', writeRedcapEvents(forms)],
    ['forms-of-events.csv', writeRedcapPlaces(forms)],
    ['records.csv', writeRedcapRecords(tables, forms)],
    [
      'notes.csv',
      writeRows(
        ['note'],
        notes.map((note) => [note]),
      ),
    ],
  ])
}
