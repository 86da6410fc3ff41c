import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { checkProtocol } from '@/lib/protocol/check-protocol'
import type { Protocol } from '@/lib/protocol/protocol'
import { replan, type Dates, type StandingVisit } from '@/lib/protocol/replan'
import { planVisits, type Anchors } from '@/lib/protocol/schedule'
import { visitState } from '@/lib/protocol/visit-state'
import { anyProtocol } from './any-protocol'
import { anyDate, anyTime, anyZone } from './arbitrary'

const anyAnchors: fc.Arbitrary<Anchors> = fc
  .record({
    enrolled: anyDate,
    randomised: fc.option(fc.nat({ max: 20 })),
    treated: fc.option(fc.nat({ max: 20 })),
    operated: fc.option(fc.nat({ max: 60 })),
    time: fc.option(anyTime),
    discharged: fc.option(fc.integer({ min: 0, max: 12 })),
  })
  .map(({ enrolled, randomised, treated, operated, time, discharged }) => {
    const on = (days: number) => ({ date: addDays(enrolled, days) })
    return {
      enrolment: { date: enrolled },
      ...(randomised === null ? {} : { randomisation: on(randomised) }),
      ...(treated === null ? {} : { first_treatment: on(treated) }),
      ...(operated === null
        ? {}
        : { index_operation: time === null ? on(operated) : { ...on(operated), time } }),
      ...(operated === null || discharged === null
        ? {}
        : { discharge: addDays(enrolled, operated + discharged) }),
    }
  })

/** The visits as they stand after planning, of which some were done. */
function stand(
  protocol: Protocol,
  anchors: Anchors,
  zone: string,
  held: readonly boolean[],
): StandingVisit[] {
  return planVisits(protocol, anchors, zone).map((plan, i) => ({
    ...plan,
    graceDays: protocol.visits[i]?.graceDays ?? 0,
    scheduled: true,
    held: held[i] ?? false,
  }))
}

const anyHeld = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 })

describe('any protocol', () => {
  it('is one that may be published', () => {
    fc.assert(
      fc.property(anyProtocol, (protocol) => {
        expect(checkProtocol(protocol)).toEqual([])
      }),
    )
  })

  it('plans windows that open before they close, hold their target, and meet no other of their anchor', () => {
    fc.assert(
      fc.property(anyProtocol, anyAnchors, anyZone, (protocol, anchors, zone) => {
        const plans = planVisits(protocol, anchors, zone)
        plans.forEach((plan, i) => {
          const visit = protocol.visits[i]
          if (!visit) throw new Error('no visit')
          expect(plan.target === null).toBe(anchors[visit.anchor] === undefined)
          if (!plan.opens || !plan.closes || !plan.firstDay || !plan.lastDay || !plan.target) return
          expect(plan.opens < plan.closes).toBe(true)
          expect(plan.firstDay <= plan.target && plan.target <= plan.lastDay).toBe(true)
          for (const [j, other] of plans.entries()) {
            if (j <= i || protocol.visits[j]?.anchor !== visit.anchor || !other.opens || !other.firstDay)
              continue
            if (visit.before === protocol.visits[j]?.before) {
              expect(plan.closes <= other.opens || (other.closes ?? other.opens) <= plan.opens).toBe(true)
              expect(plan.lastDay < other.firstDay || (other.lastDay ?? '') < plan.firstDay).toBe(true)
            }
          }
        })
      }),
      { numRuns: 500 },
    )
  })

  it('in days is the same calendar window in every zone, leap days and changes of the clock or not', () => {
    fc.assert(
      fc.property(anyProtocol, anyAnchors, anyZone, anyZone, (protocol, anchors, here, there) => {
        const days = (zone: string) =>
          planVisits(protocol, anchors, zone).map(({ code, target, firstDay, lastDay }) => [
            code,
            target,
            firstDay,
            lastDay,
          ])
        expect(days(here)).toEqual(days(there))
      }),
      { numRuns: 300 },
    )
  })

  it('judged on its target at noon a visit is done in window, in every zone', () => {
    fc.assert(
      fc.property(anyProtocol, anyAnchors, anyZone, (protocol, anchors, zone) => {
        for (const plan of planVisits(protocol, anchors, zone)) {
          if (plan.target === null || plan.closes === null) continue
          const { state } = visitState({
            ...plan,
            graceDays: 0,
            doneOn: plan.target,
            doneTime: null,
            endedOn: null,
            zone,
            now: new Date('2099-01-01T00:00:00Z'),
          })
          expect(state).toBe('done')
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('planning anew', () => {
  it('by the same protocol and dates changes nothing', () => {
    fc.assert(
      fc.property(anyProtocol, anyAnchors, anyZone, anyHeld, (protocol, anchors, zone, held) => {
        expect(replan(stand(protocol, anchors, zone, held), protocol, anchors, zone).changes).toEqual([])
      }),
    )
  })

  it('loses no visit that was done, and ends with every visit of the new protocol once', () => {
    fc.assert(
      fc.property(
        anyProtocol,
        anyProtocol,
        anyAnchors,
        anyZone,
        anyHeld,
        (before, after, anchors, zone, held) => {
          const standing = stand(before, anchors, zone, held)
          const { changes, plans } = replan(standing, after, anchors, zone)
          const gone = changes.filter(({ kind }) => kind === 'disappears').map(({ code }) => code)
          for (const visit of standing) if (visit.held) expect(gone).not.toContain(visit.code)
          const left = standing.filter(({ code }) => !gone.includes(code)).map(({ code }) => code)
          const appeared = changes.filter(({ kind }) => kind === 'appears').map(({ code }) => code)
          const aside = changes.filter(({ kind }) => kind === 'unscheduled').map(({ code }) => code)
          expect([...left, ...appeared].filter((code) => !aside.includes(code)).sort()).toEqual(
            after.visits.map(({ code }) => code).sort(),
          )
          expect(plans.map(({ code }) => code)).toEqual(after.visits.map(({ code }) => code))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('after a corrected date tells exactly the windows that are planned then', () => {
    fc.assert(
      fc.property(
        anyProtocol,
        anyAnchors,
        anyZone,
        fc.integer({ min: -5, max: 5 }),
        (protocol, anchors, zone, days) => {
          const operation = anchors.index_operation
          const moved: Anchors = operation
            ? { ...anchors, index_operation: { ...operation, date: addDays(operation.date, days) } }
            : anchors
          const { changes } = replan(stand(protocol, anchors, zone, []), protocol, moved, zone)
          const then = new Map(stand(protocol, moved, zone, []).map((visit) => [visit.code, visit]))
          for (const { code, after, kind } of changes) {
            expect(kind).toBe('moves')
            expect(pick(after)).toEqual(pick(then.get(code) ?? null))
          }
          const untouched = [...then.values()].filter(({ code }) => !changes.some((one) => one.code === code))
          const was = new Map(stand(protocol, anchors, zone, []).map((visit) => [visit.code, visit]))
          for (const visit of untouched) expect(pick(visit)).toEqual(pick(was.get(visit.code) ?? null))
        },
      ),
      { numRuns: 300 },
    )
  })
})

function pick(dates: Dates | null) {
  return dates && [dates.target, dates.firstDay, dates.lastDay, dates.opens, dates.closes]
}
