/** A derived value is shown with what it was made from: neither with less nor with more. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalculatedItem, Instrument, Values } from '@/lib/codebook/item'
import { computeScores } from '@/lib/instruments/score'
import { listInputs } from '@/lib/instruments/score-inputs'
import { listInstruments } from '@/lib/instruments/shelf'
import { arbitraryEntry } from '../support/any-entry'

const derived = listInstruments().flatMap((instrument) =>
  instrument.items
    .filter((item): item is CalculatedItem => item.kind === 'calculated')
    .map((item) => [`${instrument.id}.${item.name}`, instrument, item] as const),
)

const give = (instrument: Instrument, item: CalculatedItem, values: Values) =>
  computeScores(instrument, values)[item.name]

describe.each(derived)('%s', (_name, instrument, item) => {
  const inputs = listInputs(instrument, item).map(({ name }) => name)
  const entry = arbitraryEntry(instrument.items)

  it('does not change with what is not shown', () => {
    expect(inputs).not.toEqual([])
    fc.assert(
      fc.property(entry, entry, (values, others) => {
        const shown = (from: Values) => Object.entries(from).filter(([name]) => inputs.includes(name))
        const rest = Object.entries(others).filter(([name]) => !inputs.includes(name))
        const mixed = Object.fromEntries([...rest, ...shown(values)])
        expect(give(instrument, item, mixed)).toEqual(give(instrument, item, values))
      }),
      { numRuns: 200 },
    )
  })

  it('changes with each that is shown', () => {
    const idle = new Set(inputs)
    fc.assert(
      fc.property(entry, entry, (values, others) => {
        for (const name of idle) {
          const { [name]: _gone, ...rest } = values
          const turned = others[name] === undefined ? rest : { ...rest, [name]: others[name] }
          const [before, after] = [give(instrument, item, values), give(instrument, item, turned)]
          if (before?.value !== after?.value || before?.reason !== after?.reason) idle.delete(name)
        }
      }),
      { numRuns: 4000, seed: 20261120 },
    )
    expect([...idle]).toEqual([])
  })
})
