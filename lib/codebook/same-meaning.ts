import type { FieldIssue } from '@/lib/problem'
import type { Code, Item } from './item'
import type { InstrumentJson } from './json'

/**
 * What a next version may not do to a name that has been published: its kind, its unit and what its codes mean stay,
 * because entries of every version stand in one column. The wording may be mended, answers may be added; anything else
 * is a new item, whose name is proposed (params `name`). @returns the faults at their fields; [] = the meaning stays
 */
export function checkMeaning(earlier: readonly InstrumentJson[], next: InstrumentJson): FieldIssue[] {
  const taken = new Set([...earlier.flatMap(({ items }) => items), ...next.items].map(({ name }) => name))
  const faults = next.items.flatMap((item, index) =>
    earlier.flatMap((version) => {
      const before = version.items.find(({ name }) => name === item.name)
      return before ? compareItems(before, item, `items.${index}`, proposeName(item.name, taken)) : []
    }),
  )
  const repeat = earlier.some((version) => version.repeat !== next.repeat)
  const all = repeat ? [{ field: 'repeat', code: 'published_repeat' }, ...faults] : faults
  // Several versions may say the same.
  return [...new Map(all.map((fault) => [`${fault.field} ${fault.code}`, fault])).values()]
}

function compareItems(before: Item, now: Item, field: string, name: string): FieldIssue[] {
  // What was stored as a whole number is a number too; decimals would not fit the other way round.
  const wider = before.kind === 'integer' && now.kind === 'number'
  if (before.kind !== now.kind && !wider)
    return [{ field: `${field}.kind`, code: 'published_kind', params: { name } }]
  const faults: FieldIssue[] =
    (before.unit ?? '') === (now.unit ?? '')
      ? []
      : [{ field: `${field}.unit`, code: 'published_unit', params: { name } }]
  return 'codes' in before && 'codes' in now
    ? [...faults, ...compareCodes(before.codes, now.codes, `${field}.codes`, name)]
    : faults
}

function compareCodes(
  before: readonly Code[],
  now: readonly Code[],
  field: string,
  name: string,
): FieldIssue[] {
  return before.flatMap(({ code, key, label }) => {
    const index = now.findIndex((one) => one.code === code)
    const kept = now[index]
    const params = { name, code }
    if (!kept) return [{ field, code: 'published_code_gone', params }]
    // One language may be corrected; when both say something else, it is another answer.
    const reworded = kept.label.zh !== label.zh && kept.label.en !== label.en
    return kept.key === key && !reworded
      ? []
      : [{ field: `${field}.${index}`, code: 'published_code', params }]
  })
}

/** "pain" → "pain_2", "pain_2" → "pain_3": the first that nothing has. */
export function proposeName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, number] = /^(.*?)(?:_(\d+))?$/.exec(name) ?? []
  for (let next = Number(number ?? 1) + 1; ; next += 1) {
    const proposed = `${stem.slice(0, 20)}_${next}`
    if (!taken.has(proposed)) return proposed
  }
}
