import fc from 'fast-check'
import { addDays } from '@/lib/codebook/dates'
import { MISSING_REASONS, type Item, type ItemValue, type Values } from '@/lib/codebook/item'

/** A value the item takes; whole numbers over ten to the decimals, so that nothing has more digits than a form allows. */
function arbitraryOf(item: Item): fc.Arbitrary<ItemValue> | null {
  switch (item.kind) {
    case 'number':
    case 'integer': {
      const scale = 10 ** (item.kind === 'number' ? item.decimals : 0)
      const [min, max] = [item.hard?.min ?? 0, item.hard?.max ?? 1000]
      return fc
        .integer({ min: Math.ceil(min * scale), max: Math.floor(max * scale) })
        .map((count) => count / scale)
    }
    case 'choice':
      return fc.constantFrom(...item.codes.map(({ code }) => code))
    case 'multi':
      return fc.subarray(
        item.codes.map(({ code }) => code),
        { minLength: 1 },
      )
    case 'date':
      // Days beside each other, too: a clock of hours is decided there.
      return fc.oneof(fc.nat(2), fc.nat(4000)).map((days) => addDays('2017-02-01', days))
    case 'text':
      return fc.constant('—')
    case 'calculated':
      return null
  }
}

const missing = fc.constantFrom(...MISSING_REASONS).map((reason): ItemValue => ({ missing: reason }))

/** Any entry of those items: most answered, some left out, some declared missing. */
export function arbitraryEntry(items: readonly Item[]): fc.Arbitrary<Values> {
  const fields = items.flatMap((item) => {
    const value = arbitraryOf(item)
    if (!value) return []
    const answer = fc.oneof(
      { weight: 12, arbitrary: value },
      { weight: 1, arbitrary: missing },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    return [fc.tuple(fc.constant(item.name), answer)]
  })
  return fc
    .tuple(...fields)
    .map((pairs) => Object.fromEntries(pairs.filter((pair): pair is [string, ItemValue] => pair[1] !== null)))
}
