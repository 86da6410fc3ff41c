/** The log forms and the block: what they compute, what they ask and when. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessCompleteness } from '@/lib/codebook/completeness'
import { addDays } from '@/lib/codebook/dates'
import type { Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { visibleItems } from '@/lib/codebook/visibility'
import { adverseEvent } from '@/lib/instruments/adverse-event'
import { block } from '@/lib/instruments/block'
import { complicationRecord } from '@/lib/instruments/complication-record'
import { contactAttempt } from '@/lib/instruments/contact-attempt'
import { nrs } from '@/lib/instruments/nrs'
import { pain } from '@/lib/instruments/pain'
import { computeScores } from '@/lib/instruments/score'
import { listInstruments } from '@/lib/instruments/shelf'

describe('adverse event, 24-hour clock', () => {
  const known: Values = { ae_serious: 1, ae_known: '2026-03-05', ae_known_hour: 22, ae_known_minute: 30 }
  const reported = (day: string, hour: number, minute: number): Values => ({
    ...known,
    ae_reported: day,
    ae_reported_hour: hour,
    ae_reported_minute: minute,
  })

  it.each([
    ['2026-03-05', 23, 0, 0.5, 1],
    ['2026-03-06', 22, 30, 24, 1],
    ['2026-03-06', 22, 31, 24 + 1 / 60, 0],
    ['2026-03-08', 8, 30, 58, 0],
  ])('reported %s %d:%d', (day, hour, minute, hours, inTime) => {
    const scores = computeScores(adverseEvent, reported(day, hour, minute))
    expect(scores['ae_hours_to_report']?.value).toBeCloseTo(hours, 10)
    expect(scores['ae_in_time']?.value).toBe(inTime)
  })

  it('without times judges only what the dates decide', () => {
    const judge = (ae_reported: string) =>
      computeScores(adverseEvent, { ae_serious: 1, ae_known: '2026-03-05', ae_reported })['ae_in_time']
    expect(judge('2026-03-05')?.value).toBe(1)
    expect(judge('2026-03-06')).toMatchObject({ value: null, reason: 'time_unknown' })
    expect(judge('2026-03-07')?.value).toBe(0)
    expect(judge('2026-03-04')).toMatchObject({ value: null, reason: 'reported_before_known' })
  })

  it('has no clock for an event that is not serious, and none before it is reported', () => {
    expect(computeScores(adverseEvent, { ae_serious: 0 })['ae_in_time']?.reason).toBe('not_serious')
    expect(computeScores(adverseEvent, known)['ae_in_time']?.reason).toBe('not_reported')
    expect([...visibleItems(adverseEvent, { ae_serious: 0 })]).not.toContain('ae_known')
    expect([...visibleItems(adverseEvent, { ae_serious: 1 })]).toContain('ae_serious_why')
  })

  it('agrees with counting minutes', () => {
    const minutes = fc.integer({ min: 0, max: 6 * 1440 })
    fc.assert(
      fc.property(minutes, minutes, (from, to) => {
        const at = (stem: string, count: number): Values => ({
          [stem]: addDays('2026-02-26', Math.floor(count / 1440)),
          [`${stem}_hour`]: Math.floor((count % 1440) / 60),
          [`${stem}_minute`]: count % 60,
        })
        const values = { ae_serious: 1, ...at('ae_known', from), ...at('ae_reported', to) }
        const scores = computeScores(adverseEvent, values)
        if (to < from) expect(scores['ae_in_time']?.reason).toBe('reported_before_known')
        else {
          expect(scores['ae_hours_to_report']?.value).toBeCloseTo((to - from) / 60, 10)
          expect(scores['ae_in_time']?.value).toBe(to - from <= 1440 ? 1 : 0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('block', () => {
  it('relief is in percent of the pain before, negative when worse, undefined without pain', () => {
    const relief = (before: number, after: number) =>
      computeScores(block, { block_vas_before: before, block_vas_after: after })['block_relief_pct']
    expect(relief(8, 2)?.value).toBe(75)
    expect(relief(4, 5)?.value).toBe(-25)
    expect(relief(0, 3)).toMatchObject({ value: null, reason: 'no_pain_before' })
    expect(computeScores(block, { block_vas_before: 8 })['block_relief_pct']?.reason).toBe('not_answered')
  })

  it('gives the value after back', () => {
    const mark = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)
    fc.assert(
      fc.property(mark, mark, (before, after) => {
        const score = computeScores(block, { block_vas_before: before, block_vas_after: after })
        const value = score['block_relief_pct']?.value ?? null
        if (before === 0) expect(value).toBeNull()
        else expect(before * (1 - (value ?? NaN) / 100)).toBeCloseTo(after, 9)
      }),
      { numRuns: 200 },
    )
  })

  it('holds what the study gave: CT, 20 G, ropivacaine, dexamethasone palmitate and saline, 2 mL', () => {
    const given: Values = {
      block_date: '2023-05-13',
      block_level: 4,
      block_side: 1,
      block_guidance: 1,
      block_needle_gauge: 20,
      block_drugs: [1, 4, 8],
      block_ml: 2,
      block_adverse: [0],
    }
    expect(parseValues(block, given).ok).toBe(true)
    expect(assessCompleteness(block, given).complete).toBe(true)
  })
})

describe('pain by telephone', () => {
  it('is whole numbers under its own names', () => {
    expect(parseValues(nrs, { nrs_back: 4 }).ok).toBe(true)
    expect(parseValues(nrs, { nrs_back: 4.5 }).ok).toBe(false)
    const vas = pain.items.map(({ name }) => name)
    expect(nrs.items.filter(({ name }) => vas.includes(name))).toEqual([])
  })

  it('leg is the higher of the sides, or the one that is answered', () => {
    const side = fc.option(fc.integer({ min: 0, max: 10 }))
    fc.assert(
      fc.property(side, side, (left, right) => {
        const values: Record<string, number> = {}
        if (left !== null) values['nrs_leg_left'] = left
        if (right !== null) values['nrs_leg_right'] = right
        const expected = left === null && right === null ? null : Math.max(left ?? 0, right ?? 0)
        expect(computeScores(nrs, values)['nrs_leg']?.value).toBe(expected)
      }),
      { numRuns: 200 },
    )
  })
})

describe('complications and contacts', () => {
  it('Clavien–Dindo is ordered from I to V, and death has no suffix', () => {
    const grade = complicationRecord.items.find(({ name }) => name === 'clavien_dindo')
    expect(grade?.measure).toBe('ordinal')
    expect(grade?.kind === 'choice' && grade.codes.map(({ key }) => key)).toEqual([
      ...['I', 'II', 'IIIa', 'IIIb', 'IVa', 'IVb', 'V'],
    ])
    expect([...visibleItems(complicationRecord, { clavien_dindo: 6 })]).toContain('clavien_d')
    expect([...visibleItems(complicationRecord, { clavien_dindo: 7 })]).not.toContain('clavien_d')
  })

  it('a contact says why nobody was reached, or what came of it, never both', () => {
    const asked = (contact_reached: number) => [...visibleItems(contactAttempt, { contact_reached })]
    expect(asked(0)).toEqual(expect.arrayContaining(['contact_failure', 'contact_next_on']))
    expect(asked(0)).not.toContain('contact_outcome')
    expect(asked(2)).toContain('contact_outcome')
    expect(asked(2)).not.toContain('contact_failure')
  })

  it('are logs: any number of lines, no visit', () => {
    const logs = listInstruments().filter(({ repeat }) => repeat === 'log')
    const ids = new Set(logs.map(({ id }) => id))
    for (const id of ['complication_record', 'adverse_event', 'treatment', 'work_up', 'contact_attempt']) {
      expect([...ids]).toContain(id)
    }
  })
})
