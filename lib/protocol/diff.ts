/** What an amendment changes: two protocols, or drafts that are not yet sound, compared part by part. */
import type { Bilingual } from '@/lib/codebook/item'

/** One step from the protocol to a part: the property, and which of its several parts. */
export interface Step {
  readonly key: string
  readonly id?: string
  readonly label?: Bilingual
}

/** `moved`: the parts are the same and stand in another order. */
export interface Change {
  readonly path: readonly Step[]
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly before: unknown
  readonly after: unknown
}

/** Lists whose parts have a name of their own, and where it stands. */
const NAMED: Readonly<Record<string, string>> = {
  arms: 'code',
  criteria: 'id',
  visits: 'code',
  instruments: 'id',
  operationInstruments: 'id',
  logInstruments: 'id',
  rules: 'id',
  checks: 'id',
  strata: 'code',
  answers: 'code',
  analysisSets: 'code',
}

/** Said as a whole: half a window means nothing. */
const WHOLE = ['window']
/** Records by a name: shares by arm, parameters of a rule. */
const BY_NAME = ['ratio', 'params']

type Part = Readonly<Record<string, unknown>>

/** The order is that of the earlier protocol, what is new last. [] = the same. */
export function diffProtocols(before: unknown, after: unknown): Change[] {
  return isPart(before) && isPart(after) ? diffParts(before, after, []) : diffLeaf(before, after, [])
}

function diffParts(before: Part, after: Part, path: readonly Step[]): Change[] {
  return unite(Object.keys(before), Object.keys(after)).flatMap((key) =>
    diffValue(before[key], after[key], path, key),
  )
}

function diffValue(before: unknown, after: unknown, path: readonly Step[], key: string): Change[] {
  const here = [...path, { key }]
  const name = NAMED[key]
  if (name !== undefined) {
    const [old, next] = [readNamed(before ?? [], name), readNamed(after ?? [], name)]
    if (old && next) return diffNamed(old, next, path, key)
  }
  if (!isPart(before) || !isPart(after) || isBilingual(before) || isBilingual(after) || WHOLE.includes(key))
    return diffLeaf(before, after, here)
  if (!BY_NAME.includes(key)) return diffParts(before, after, here)
  return unite(Object.keys(before), Object.keys(after)).flatMap((id) =>
    diffLeaf(before[id], after[id], [...path, { key, id }]),
  )
}

function diffNamed(
  before: ReadonlyMap<string, Part>,
  after: ReadonlyMap<string, Part>,
  path: readonly Step[],
  key: string,
): Change[] {
  const changes = unite([...before.keys()], [...after.keys()]).flatMap((id): Change[] => {
    const [old, next] = [before.get(id), after.get(id)]
    const label = next?.label ?? old?.label
    const here = [...path, { key, id, ...(isBilingual(label) ? { label } : {}) }]
    if (old && next) return diffParts(old, next, here)
    return diffLeaf(old, next, here)
  })
  const kept = [...before.keys()].filter((id) => after.has(id))
  const order = [...after.keys()].filter((id) => before.has(id))
  if (kept.join(' ') === order.join(' ')) return changes
  return [...changes, { path: [...path, { key }], kind: 'moved', before: kept, after: order }]
}

function diffLeaf(before: unknown, after: unknown, path: readonly Step[]): Change[] {
  if (spell(before) === spell(after)) return []
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return [{ path, kind, before, after }]
}

/** The parts of a list by name; null when a name is missing or stands twice. */
function readNamed(value: unknown, name: string): Map<string, Part> | null {
  if (!Array.isArray(value)) return null
  const parts = new Map<string, Part>()
  for (const part of value as readonly unknown[]) {
    const id = isPart(part) ? part[name] : undefined
    if (!isPart(part) || typeof id !== 'string' || id === '' || parts.has(id)) return null
    parts.set(id, part)
  }
  return parts
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBilingual(value: unknown): value is Bilingual {
  return isPart(value) && typeof value.zh === 'string' && typeof value.en === 'string'
}

function unite(before: readonly string[], after: readonly string[]): string[] {
  return [...new Set([...before, ...after])]
}

/** JSON in which the order of properties does not count. */
function spell(value: unknown): string {
  if (value === undefined) return ''
  return JSON.stringify(value, (_key, part: unknown) =>
    isPart(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}
