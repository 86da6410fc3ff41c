import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { startOfDay } from '@/lib/protocol/local-time'
import type { VisitState } from '@/lib/protocol/protocol'
import { planVisits } from '@/lib/protocol/schedule'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { VISIT_STATES, visitState } from '@/lib/protocol/visit-state'
import type { VisitFacts } from '@/lib/protocol/visit-state'
import { anyDate, anyTime, anyZone } from './arbitrary'

const zone = 'Asia/Shanghai'

function facts(code: string, more: Partial<VisitFacts>, time?: string): VisitFacts {
  const operation = { date: '2026-03-05', ...(time === undefined ? {} : { time }) }
  const anchors = { enrolment: { date: '2026-03-01' }, index_operation: operation }
  const visit = planVisits(LIVE_PROTOCOL, anchors, zone).find((v) => v.code === code)
  const plan = LIVE_PROTOCOL.visits.find((v) => v.code === code)
  if (!visit || !plan) throw new Error(code)
  const { opens, closes, firstDay, lastDay } = visit
  const now = new Date('2026-03-05T00:00:00Z')
  const nothing = { doneOn: null, doneTime: null, endedOn: null }
  return { opens, closes, firstDay, lastDay, graceDays: plan.graceDays, zone, now, ...nothing, ...more }
}

function at(code: string, now: string): VisitState {
  return visitState(facts(code, { now: new Date(now) })).state
}

function done(
  code: string,
  doneOn: string,
  doneTime: string | null = null,
  operationTime?: string,
): VisitState {
  return visitState(facts(code, { doneOn, doneTime }, operationTime)).state
}

describe('a visit that is not done', () => {
  it('goes from not due to open, late and missed (3 months: 20 May to 3 July, 30 days of grace)', () => {
    expect(at('m3', '2026-05-19T15:59:00Z')).toBe('not_due')
    expect(at('m3', '2026-05-19T16:00:00Z')).toBe('open')
    expect(at('m3', '2026-07-03T15:59:00Z')).toBe('open')
    expect(at('m3', '2026-07-03T16:00:00Z')).toBe('late')
    expect(at('m3', '2026-08-02T15:59:00Z')).toBe('late')
    expect(at('m3', '2026-08-02T16:00:00Z')).toBe('missed')
  })

  it('is missed at once where there is no grace', () => {
    expect(at('d1', '2026-03-06T15:59:00Z')).toBe('open')
    expect(at('d1', '2026-03-06T16:00:00Z')).toBe('missed')
  })

  it('will not happen when the enrolment ended inside or before the window, and was missed when after', () => {
    const after = { now: new Date('2027-01-01T00:00:00Z') }
    expect(visitState(facts('m3', { ...after, endedOn: '2026-07-03' })).state).toBe('will_not_happen')
    expect(visitState(facts('m3', { ...after, endedOn: '2026-07-04' })).state).toBe('missed')
  })

  it('counts the days to the close', () => {
    const on = (now: string) => visitState(facts('m3', { now: new Date(now) })).daysToClose
    expect(on('2026-07-01T02:00:00Z')).toBe(2)
    expect(on('2026-07-03T15:59:00Z')).toBe(0)
    expect(on('2026-07-03T16:00:00Z')).toBe(-1)
  })
})

describe('a visit that is done', () => {
  it('is judged by the calendar when it has no time, even if the operation has one', () => {
    for (const operationTime of [undefined, '16:00']) {
      expect(done('d1', '2026-03-05', null, operationTime)).toBe('done_early')
      expect(done('d1', '2026-03-06', null, operationTime)).toBe('done')
      expect(done('d1', '2026-03-07', null, operationTime)).toBe('done_late')
    }
  })

  it('is judged by hours when both times are known, both ends inside', () => {
    expect(done('d1', '2026-03-06', '03:59', '16:00')).toBe('done_early')
    expect(done('d1', '2026-03-06', '04:00', '16:00')).toBe('done')
    expect(done('d1', '2026-03-07', '04:00', '16:00')).toBe('done')
    expect(done('d1', '2026-03-07', '04:01', '16:00')).toBe('done_late')
  })

  it('stays done whatever happens later', () => {
    expect(visitState(facts('m3', { doneOn: '2026-06-01', endedOn: '2026-06-02' })).state).toBe('done')
  })
})

describe('visits without a window', () => {
  const none = { opens: null, closes: null, firstDay: null, lastDay: null }

  it('are not due, and done once they are done', () => {
    expect(visitState(facts('m3', none))).toEqual({ state: 'not_due', inWindow: false, daysToClose: null })
    expect(visitState(facts('m3', { ...none, doneOn: '2026-06-01', doneTime: '10:00' })).state).toBe('done')
  })

  it('keep pre-op open while no operation is planned', () => {
    const opens = startOfDay('2026-03-01', zone)
    const open = { ...none, opens, firstDay: '2025-12-31', now: new Date('2027-01-01T00:00:00Z') }
    expect(visitState(facts('pre', open))).toEqual({ state: 'open', inWindow: true, daysToClose: null })
  })
})

describe('any visit', () => {
  const undone = (n: number) => ({ doneOn: null, doneTime: null, endedOn: null, now: new Date(n) })

  it('passes through its states in one order as the clock runs', () => {
    const order: VisitState[] = ['not_due', 'open', 'late', 'missed']
    fc.assert(
      fc.property(
        anyDate,
        anyZone,
        fc.constantFrom(...LIVE_PROTOCOL.visits),
        fc.array(fc.integer({ min: -100 * 24, max: 600 * 24 }), { minLength: 2 }),
        (date, where, plan, hours) => {
          const anchors = { enrolment: { date }, index_operation: { date } }
          const visit = planVisits(LIVE_PROTOCOL, anchors, where).find((v) => v.code === plan.code)
          if (!visit?.closes) throw new Error('unscheduled')
          const start = startOfDay(date, where).getTime()
          const states = hours
            .sort((a, b) => a - b)
            .map((h) =>
              visitState({
                ...visit,
                ...undone(start + h * 3_600_000),
                graceDays: plan.graceDays,
                zone: where,
              }),
            )
          const seen = states.map(({ state }) => order.indexOf(state))
          expect(seen).not.toContain(-1)
          expect(seen).toEqual([...seen].sort((a, b) => a - b))
          for (const { state, inWindow, daysToClose } of states) {
            expect(inWindow).toBe(state === 'open')
            if (state === 'open') expect(daysToClose).toBeGreaterThanOrEqual(0)
            if (state === 'late') expect(daysToClose).toBeLessThan(0)
          }
        },
      ),
    )
  })

  it('counts one measurement in the window of one visit at most, with its time or without', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.option(anyTime),
        fc.option(anyTime),
        fc.integer({ min: -70, max: 450 }),
        fc.option(fc.integer({ min: 1, max: 5 })),
        anyZone,
        (date, time, doneTime, day, discharge, where) => {
          const anchors = {
            enrolment: { date },
            index_operation: time === null ? { date } : { date, time },
            ...(discharge === null ? {} : { discharge: addDays(date, discharge) }),
          }
          const doneOn = addDays(date, day)
          const more = { graceDays: 0, doneOn, doneTime, endedOn: null, zone: where, now: new Date() }
          const states = planVisits(LIVE_PROTOCOL, anchors, where).map(
            (v) => visitState({ ...v, ...more }).state,
          )
          expect(states.filter((state) => state === 'done').length).toBeLessThanOrEqual(1)
          expect(states.every((state) => VISIT_STATES.includes(state))).toBe(true)
        },
      ),
    )
  })
})
