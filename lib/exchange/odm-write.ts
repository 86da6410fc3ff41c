import type { Bilingual } from '@/lib/codebook/item'
import {
  listRecords,
  reasonOf,
  valueOf,
  type FormRecord,
  type StudyForms,
  type StudyTables,
} from './form-records'
import { eventOid, formOid, groupOid, itemOid, MISSING_LIST, writeMetadata, writeUnits } from './odm-metadata'
import { element, openTag, toText } from './xml-text'

export const ODM_TYPE = 'application/xml'

const CHUNK = 65_536

export interface OdmOptions {
  /** Slug of the study. */
  readonly study: string
  readonly title: Bilingual
  readonly protocolVersion: number
  readonly notes?: readonly string[]
  /** Stands in the file as the time it was made, in UTC. */
  readonly now: Date
}

/**
 * A study as CDISC ODM-XML 1.3.2: its events, forms, items, code lists, units and formulas in both languages, then
 * what was filled in, a patient at a time. What is missing with a reason is null with a flag of the list CL.missing; a
 * code is an integer, a number a double. Chunks as they come; the same tables and `now` are the same text.
 *
 * Source: CDISC, "Specification for the Operational Data Model (ODM) Version 1.3.2" (2013).
 */
export function* writeOdm(tables: StudyTables, forms: StudyForms, options: OdmOptions): Generator<string> {
  const { study, title, protocolVersion, notes = [], now } = options
  const time = now.toISOString().replace(/\.\d+Z$/, '+00:00')
  const version = `MDV.${protocolVersion}`
  const global = [
    element('StudyName', {}, toText(title.en)),
    element('StudyDescription', {}, toText([title.zh, ...notes].join('\n'))),
    element('ProtocolName', {}, toText(`${study} ${protocolVersion}`)),
  ]
  const start = openTag('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
    FileType: 'Snapshot',
    FileOID: `${study}.${time}`,
    CreationDateTime: time,
    ODMVersion: '1.3.2',
    Originator: 'Suivi',
    SourceSystem: 'Suivi',
  })
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${start}\n${openTag('Study', { OID: `S.${study}` })}`
  yield `${element('GlobalVariables', {}, global)}\n${writeUnits(forms)}\n`
  yield openTag('MetaDataVersion', { OID: version, Name: `Protocol ${protocolVersion}` })
  yield* gather(writeMetadata(forms))
  yield '</MetaDataVersion></Study>\n'
  yield openTag('ClinicalData', { StudyOID: `S.${study}`, MetaDataVersionOID: version })
  yield* gather(writeSubjects(listRecords(tables, forms)))
  yield '</ClinicalData></ODM>\n'
}

/** Elements open as long as records belong to the same patient and event. */
function* writeSubjects(records: Iterable<FormRecord>): Generator<string> {
  let last: FormRecord | null = null
  for (const record of records) {
    const samePatient = last?.patient === record.patient
    const sameEvent = samePatient && last?.event === record.event && last.eventKey === record.eventKey
    if (last && !sameEvent) yield '</StudyEventData>'
    if (last && !samePatient) yield '</SubjectData>'
    if (!samePatient) yield openTag('SubjectData', { SubjectKey: record.patient })
    if (!sameEvent) {
      yield openTag('StudyEventData', {
        StudyEventOID: eventOid(record.event),
        StudyEventRepeatKey: record.eventKey || undefined,
      })
    }
    yield writeForm(record)
    last = record
  }
  if (last) yield '</StudyEventData></SubjectData>\n'
}

function writeForm({ form, formKey, row }: FormRecord): string {
  const items = form.columns.flatMap((column) => {
    const oid = itemOid(form, column)
    const value = valueOf(column, row)
    if (value !== null) return [element('ItemData', { ItemOID: oid, Value: value })]
    const reason = reasonOf(column, row)
    if (!reason) return []
    const flag = element('Flag', {}, element('FlagValue', { CodeListOID: MISSING_LIST }, reason))
    return [element('ItemData', { ItemOID: oid, IsNull: 'Yes' }, element('Annotation', { SeqNum: 1 }, flag))]
  })
  const group = element('ItemGroupData', { ItemGroupOID: groupOid(form) }, items)
  return `\n${element('FormData', { FormOID: formOid(form), FormRepeatKey: formKey || undefined }, group)}`
}

function* gather(parts: Iterable<string>): Generator<string> {
  let text = ''
  for (const part of parts) {
    text += part
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield text
}
