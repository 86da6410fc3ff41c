import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { instantOf, startOfDay } from '@/lib/protocol/local-time'
import type { VisitState } from '@/lib/protocol/protocol'
import { visitState, VISIT_STATES, type VisitFacts } from '@/lib/protocol/visit-state'
import { DAYS_TO_CLOSE_SQL, VISIT_STATE_SQL } from '@/lib/protocol/visit-state-sql'
import { planVisits } from '@/lib/protocol/schedule'
import { anyProtocol } from '../protocol/any-protocol'
import { anyDate, anyTime, anyZone } from '../protocol/arbitrary'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

// Zones whose clocks change, in both halves of the world, by half an hour too; and one that skipped a day.
const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
]
// Days on which one of their clocks changes, and ordinary ones.
const DAYS = [
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-04-05',
  '2026-10-04',
  '2026-06-15',
  '2024-02-29',
]

const near = (max: number) => fc.integer({ min: -max, max })
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 3 })

/** Facts around one day, so that borders are hit: windows in days or hours, everything that may be unknown. */
const anyFacts: fc.Arbitrary<VisitFacts> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    day: fc.constantFrom(...DAYS),
    first: near(3),
    length: fc.nat({ max: 5 }),
    hours: orNull(fc.tuple(anyTime, anyTime)),
    unscheduled: fc.constantFrom('no', 'no', 'no', 'no', 'yes', 'open ended'),
    graceDays: fc.constantFrom(0, 0, 1, 3),
    done: orNull(near(5)),
    doneTime: orNull(anyTime),
    ended: orNull(near(5)),
    now: fc.tuple(near(6), anyTime, fc.nat({ max: 59_999 })),
    onBorder: fc.constantFrom(null, null, 'opens', 'closes'),
  })
  .map((made) => {
    const { zone, hours } = made
    const firstDay = addDays(made.day, made.first)
    const lastDay = addDays(firstDay, made.length)
    const opens = hours ? instantOf(firstDay, hours[0], zone) : startOfDay(firstDay, zone)
    const closes = hours ? instantOf(lastDay, hours[1], zone) : startOfDay(addDays(lastDay, 1), zone)
    const known = made.unscheduled === 'no'
    const begins = made.unscheduled !== 'yes'
    const border = made.onBorder === 'opens' ? opens : made.onBorder === 'closes' ? closes : null
    const at = instantOf(addDays(made.day, made.now[0]), made.now[1], zone)
    return {
      zone,
      graceDays: made.graceDays,
      opens: begins ? opens : null,
      closes: known ? closes : null,
      firstDay: begins ? firstDay : null,
      lastDay: known ? lastDay : null,
      doneOn: made.done === null ? null : addDays(made.day, made.done),
      doneTime: made.done === null ? null : made.doneTime,
      endedOn: made.ended === null ? null : addDays(made.day, made.ended),
      now: border ?? new Date(at.getTime() + made.now[2]),
    }
  })

const COLUMNS = `opens timestamptz, closes timestamptz, first_day date, last_day date, grace_days int, done_on date,
  done_time time, ended_on date, zone text, now timestamptz, n int`

async function askDatabase(facts: readonly VisitFacts[], session: string) {
  const rows = facts.map((fact, n) => ({
    opens: fact.opens,
    closes: fact.closes,
    first_day: fact.firstDay,
    last_day: fact.lastDay,
    grace_days: fact.graceDays,
    done_on: fact.doneOn,
    done_time: fact.doneTime,
    ended_on: fact.endedOn,
    zone: fact.zone,
    now: fact.now,
    n,
  }))
  await registry.asApp(`set time zone '${session}'`)
  return registry.asApp<{ state: VisitState; days: number | null }>(
    `select ${VISIT_STATE_SQL} as state, ${DAYS_TO_CLOSE_SQL} as days
     from jsonb_to_recordset($1::jsonb) as f (${COLUMNS}) order by n`,
    [JSON.stringify(rows)],
  )
}

it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
  'the lists’ SQL says what the function says, 4 000 times, in a session of %s',
  async (session) => {
    const facts = fc.sample(anyFacts, { numRuns: 4_000 })
    const rows = await askDatabase(facts, session)
    const seen = new Set<string>()
    facts.forEach((fact, n) => {
      const { state, daysToClose } = visitState(fact)
      expect(rows[n], JSON.stringify(fact)).toEqual({ state, days: daysToClose })
      seen.add(state)
    })
    // A sample that misses a state would prove less than it says.
    expect([...seen].sort()).toEqual([...VISIT_STATES].sort())
  },
)

/** What a list shows of any protocol's visits: planned by the function, done and ended near their borders. */
const anyPlannedFacts: fc.Arbitrary<readonly VisitFacts[]> = fc
  .record({
    protocol: anyProtocol,
    zone: anyZone,
    enrolled: anyDate,
    operated: orNull(fc.nat({ max: 40 })),
    time: orNull(anyTime),
    discharged: orNull(fc.integer({ min: 1, max: 9 })),
    randomised: orNull(fc.nat({ max: 10 })),
    doneAt: fc.array(
      orNull(fc.tuple(near(3), fc.constantFrom('firstDay', 'lastDay', 'target'), orNull(anyTime))),
      {
        minLength: 14,
        maxLength: 14,
      },
    ),
    ended: orNull(fc.nat({ max: 300 })),
    today: fc.tuple(fc.nat({ max: 300 }), anyTime),
  })
  .map(({ protocol, zone, enrolled, operated, time, discharged, randomised, doneAt, ended, today }) => {
    const on = (days: number) => ({ date: addDays(enrolled, days) })
    const plans = planVisits(
      protocol,
      {
        enrolment: on(0),
        ...(randomised === null ? {} : { randomisation: on(randomised) }),
        ...(operated === null
          ? {}
          : { index_operation: time === null ? on(operated) : { ...on(operated), time } }),
        ...(operated === null || discharged === null
          ? {}
          : { discharge: addDays(enrolled, operated + discharged) }),
      },
      zone,
    )
    const now = instantOf(addDays(enrolled, today[0]), today[1], zone)
    return plans.map((plan, i): VisitFacts => {
      const done = doneAt[i] ?? null
      const border = done && plan[done[1] as 'target']
      return {
        zone,
        now,
        graceDays: protocol.visits[i]?.graceDays ?? 0,
        opens: plan.opens,
        closes: plan.closes,
        firstDay: plan.firstDay,
        lastDay: plan.lastDay,
        doneOn: border ? addDays(border, done[0]) : null,
        doneTime: border ? done[2] : null,
        endedOn: ended === null ? null : addDays(enrolled, ended),
      }
    })
  })

it('the same holds for the visits of any protocol that may be published', async () => {
  const facts = fc.sample(anyPlannedFacts, { numRuns: 500 }).flat()
  const rows = await askDatabase(facts, 'Asia/Shanghai')
  const seen = new Set<string>()
  facts.forEach((fact, n) => {
    const { state, daysToClose } = visitState(fact)
    expect(rows[n], JSON.stringify(fact)).toEqual({ state, days: daysToClose })
    seen.add(state)
  })
  expect([...seen].sort()).toEqual([...VISIT_STATES].sort())
})
