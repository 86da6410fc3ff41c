import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkDefinition } from '@/lib/codebook/check-definition'
import { reviveInstrument } from '@/lib/codebook/calculate'
import { sealDefinition } from '@/lib/codebook/definition'
import { visibleItems } from '@/lib/codebook/visibility'
import type { Instrument, Values } from '@/lib/codebook/item'
import { readCsv } from '@/lib/exchange/csv-read'
import { readDictionary } from '@/lib/exchange/redcap-dictionary-read'
import { writeDictionary } from '@/lib/exchange/redcap-dictionary-write'
import { SHIPPED } from '@/lib/instruments/shelf'

const TAKEN = SHIPPED.list().map(({ id }) => id)

function readFixture(name: string) {
  const bytes = readFileSync(new URL(`data/${name}.csv`, import.meta.url))
  return readDictionary(readCsv(new Uint8Array(bytes)), TAKEN)
}

function readText(text: string) {
  return readDictionary(readCsv(new TextEncoder().encode(text)), TAKEN)
}

const ldh = readFixture('redcap-ldh-baseline')
const ovcf = readFixture('redcap-ovcf-follow-up')

function formOf(read: typeof ldh, id: string): Instrument {
  const form = read.forms.find((one) => one.id === id)
  if (!form) throw new Error(`no form ${id}`)
  return reviveInstrument(sealDefinition(form, 1, undefined))
}

const brief = (read: typeof ldh) =>
  read.notes.map(({ row, field, column, code, what, effect }) =>
    [row, field, column, code, what, effect].join(' | '),
  )

describe('a dictionary of an LDH baseline', () => {
  it('has at least sixty fields; all but those named go in', () => {
    expect(ldh.fields).toBeGreaterThanOrEqual(60)
    expect(brief(ldh)).toEqual([
      '2 | record_id | Variable / Field Name | record_id | record_id | left_out',
      '40 | lim_1 | Matrix Group Name | matrix | limits | changed',
      '62 | mri_level | Choices, Calculations, OR Slider Labels | recoded | a → 1, b → 2, c → 3 | changed',
      '67 | mri_file | Field Type | type_unknown | file | left_out',
      '68 | explain | Field Type | type_unknown | descriptive | left_out',
      '69 | phone_private | Text Validation Type OR Show Slider Number | validation_unknown | phone | changed',
      '69 | phone_private | Field Annotation | annotation | @HIDDEN-SURVEY | left_out',
      '70 | long_name_of_a_field_that_is_too_long | Variable / Field Name | renamed | long_name_of_a_field_tha | changed',
      '71 | age_now | Choices, Calculations, OR Slider Labels | today | today | left_out',
      '72 | older | Branching Logic (Show field only if...) | left_out_field | age_now | changed',
    ])
  })

  it('gives a form that may be published as it is', () => {
    expect(ldh.forms.map(({ id }) => id)).toEqual(['ldh_intake'])
    for (const form of ldh.forms)
      expect(checkDefinition(sealDefinition(form, 1, undefined), TAKEN)).toEqual([])
  })
})

describe('a dictionary of an OVCF follow-up', () => {
  it('has at least sixty fields; all but those named go in', () => {
    expect(ovcf.fields).toBeGreaterThanOrEqual(60)
    expect(brief(ovcf)).toEqual([
      '2 | study_id | Variable / Field Name | record_id | study_id | left_out',
      '31 | q_1 | Question Number (surveys only) | not_used | 1 | left_out',
      '31 | q_1 | Matrix Group Name | matrix | odi9 | changed',
      '54 | event_prev | Branching Logic (Show field only if...) | other_event | visit_1_arm_1 | changed',
      "55 | by_user | Field Annotation | annotation | @DEFAULT='[user-name]' | left_out",
      '55 | by_user | Branching Logic (Show field only if...) | smart_variable | user-name | changed',
      '72 | judged_with | Branching Logic (Show field only if...) | other_form | vas_move | changed',
      '73 | reader_sql | Field Type | type_unknown | sql | left_out',
    ])
  })

  it('gives two forms that may be published as they are', () => {
    expect(ovcf.forms.map(({ id }) => id)).toEqual(['ovcf_visit', 'ovcf_films'])
    for (const form of ovcf.forms)
      expect(checkDefinition(sealDefinition(form, 1, undefined), TAKEN)).toEqual([])
  })
})

describe('import, export, import', () => {
  it.each([
    ['LDH', ldh],
    ['OVCF', ovcf],
  ])('of %s gives the same forms, and the file of the second export is that of the first', (_name, read) => {
    const first = [...writeDictionary(read.forms, { language: 'en' })].join('')
    const again = readText(first)
    expect(again.forms).toEqual(read.forms)
    expect(again.notes.map(({ code }) => code)).toEqual([
      'record_id',
      ...again.notes.slice(1).map(() => 'matrix'),
    ])
    expect([...writeDictionary(again.forms, { language: 'en' })].join('')).toBe(first)
  })

  it('every shipped form leaves as a dictionary that is read again, item for item', () => {
    for (const form of SHIPPED.list()) {
      const read = readText([...writeDictionary([form], { language: 'zh' })].join(''))
      const names = (items: Instrument['items']) => items.map(({ name }) => name)
      expect(names(read.forms.flatMap(({ items }) => items)), form.id).toEqual(names(form.items))
    }
  })
})

describe('a form that was imported behaves', () => {
  const intake = formOf(ldh, 'ldh_intake')
  const visit = formOf(ovcf, 'ovcf_visit')
  const films = formOf(ovcf, 'ovcf_films')
  const worth = (form: Instrument, values: Values, item: string) => form.score?.(values)[item]?.value
  const asks = (form: Instrument, values: Values, item: string) => visibleItems(form, values).has(item)

  it('computes: body mass index, days, sides, and a class of a class', () => {
    expect(worth(intake, { height_cm: 170, weight_kg: 72.5 }, 'bmi')).toBe(25.1)
    expect(worth(intake, { height_cm: 170 }, 'bmi')).toBeNull()
    expect(worth(intake, { seen_on: '2026-03-01', onset_on: '2026-02-15' }, 'days_of_pain')).toBe(14)
    expect(worth(intake, { seen_on: '2026-03-01', onset_on: '2026-02-15' }, 'weeks_of_pain')).toBe(2)
    expect(worth(intake, { nrs_leg_left: 3, nrs_leg_right: 7 }, 'side')).toBe(2)
    expect(worth(intake, { diseases: [1, 8] }, 'disease_count')).toBe(2)
    expect(worth(intake, {}, 'disease_count')).toBe(0)
  })

  it('asks what its branching asks', () => {
    expect(asks(intake, { acute: 1 }, 'movement')).toBe(true)
    expect(asks(intake, { acute: 0 }, 'movement')).toBe(false)
    expect(asks(intake, { smoking: 0 }, 'smoke_years')).toBe(false)
    expect(asks(intake, {}, 'smoke_years')).toBe(false)
    expect(asks(intake, { smoking: 1 }, 'smoke_years')).toBe(true)
    expect(asks(intake, { spine_before: 1, spine_before_level: [2] }, 'same_level')).toBe(true)
    expect(asks(intake, { spine_before: 0, spine_before_level: [2] }, 'same_level')).toBe(false)
    expect(asks(intake, { slr_left: 40, slr_right: 80 }, 'slr_positive')).toBe(true)
    expect(asks(intake, { height_cm: 160, weight_kg: 80 }, 'diet_told')).toBe(true)
    expect(asks(intake, { mri_level: 3 }, 'mri_far')).toBe(true)
  })

  it('counts what was answered, as REDCap does', () => {
    const answers = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`q_${n}`, 2]))
    const seven = { alive: 1, ...answers }
    expect(worth(visit, seven, 'q_count')).toBe(7)
    expect(worth(visit, seven, 'q_pct')).toBe(40)
    expect(worth(visit, seven, 'q_class')).toBe(2)
    expect(worth(visit, { alive: 1, q_1: 2 }, 'q_pct')).toBeNull()
    expect(worth(visit, { alive: 0, ...answers }, 'q_count')).toBe(0)
    expect(worth(visit, {}, 'bone_drug')).toBe(0)
    expect(worth(visit, { drugs: [1, 4] }, 'bone_drug')).toBe(1)
  })

  it('leaves blank what cannot be reckoned, and takes a blank for unlike everything', () => {
    expect(worth(visit, { alive: 1, vas_before: 0, vas_move: 2 }, 'vas_fall')).toBeNull()
    expect(worth(visit, { alive: 1, vas_before: 8, vas_move: 2 }, 'vas_fall')).toBe(75)
    expect(asks(films, {}, 'h_ant')).toBe(true)
    expect(asks(films, { film_kind: 3 }, 'h_ant')).toBe(false)
    expect(asks(films, { cement_where: [2], cement_seen: 1 }, 'cement_ill')).toBe(true)
    expect(asks(films, { cement_where: [1], cement_seen: 1 }, 'cement_ill')).toBe(false)
    expect(asks(visit, { falls: 0 }, 'fall_on')).toBe(false)
  })
})

describe('a file that is none', () => {
  it('is refused by the column that it lacks', () => {
    expect(() => readText('a,b\r\n1,2\r\n')).toThrow(
      expect.objectContaining({
        fields: [expect.objectContaining({ field: 'file', code: 'redcap_column' })],
      }),
    )
  })
})
