import fc from 'fast-check'
import type { Anchor, Protocol, VisitPlan, Window } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { ask } from '@/lib/protocol/shipped/visits'

const label = (text: string) => ({ zh: text, en: text })

const { primaryOutcome: _none, ...BASE } = LIVE_PROTOCOL

const GAP = fc.nat({ max: 40 })
const LENGTH = fc.nat({ max: 30 })

interface Piece {
  readonly gap: number
  readonly length: number
  readonly within: number
  readonly hours: boolean
  readonly orDischarge: boolean
  readonly graceDays: number
  readonly form: string
}

const anyPiece: fc.Arbitrary<Piece> = fc.record({
  gap: GAP,
  length: LENGTH,
  within: fc.nat({ max: 30 }),
  hours: fc.boolean(),
  orDischarge: fc.boolean(),
  graceDays: fc.constantFrom(0, 0, 3, 30),
  form: fc.constantFrom('odi', 'pain', 'macnab'),
})

/** Visits after one another from the anchor, none meeting the next: what an editor may publish. */
function layVisits(pieces: readonly Piece[], anchor: Anchor, prefix: string): VisitPlan[] {
  let day = 1
  return pieces.map((piece, i) => {
    const from = day + piece.gap
    const to = from + piece.length
    // A window in hours may reach into the day before and after; the next one keeps clear of it.
    day = to + 3
    const days = { from, to }
    const hours: Window = { unit: 'hours', from: from * 24 - 6, to: to * 24 + 6, days }
    const window: Window = piece.hours ? hours : { unit: 'days', ...days }
    return {
      code: `${prefix}${i}`,
      label: label(`${prefix}${i}`),
      short: label(`${prefix}${i}`),
      anchor,
      target: from + Math.min(piece.within, piece.length),
      window: { ...window, ...(piece.orDischarge ? { orDischarge: true } : {}) },
      graceDays: piece.graceDays,
      instruments: [ask(piece.form)],
    }
  })
}

/** Protocols whose visits hang on one anchor or several; each is sound by checkProtocol. */
export const anyProtocol: fc.Arbitrary<Protocol> = fc
  .record({
    before: fc.boolean(),
    operated: fc.array(anyPiece, { maxLength: 5 }),
    enrolled: fc.array(anyPiece, { minLength: 1, maxLength: 3 }),
    randomised: fc.array(anyPiece, { maxLength: 2 }),
    treated: fc.array(anyPiece, { maxLength: 2 }),
  })
  .map(({ before, operated, enrolled, randomised, treated }) => ({
    ...BASE,
    design: 'randomised' as const,
    rules: [],
    visits: [
      ...(before ? LIVE_PROTOCOL.visits.slice(0, 1) : []),
      ...layVisits(enrolled, 'enrolment', 'e'),
      ...layVisits(operated, 'index_operation', 'o'),
      ...layVisits(randomised, 'randomisation', 'r'),
      ...layVisits(treated, 'first_treatment', 't'),
    ],
  }))
