import type { Bilingual } from '@/lib/codebook/item'
import { SHIPPED, type Shelf } from '@/lib/instruments/shelf'

/** One field of a row of the trail, before and after; null is "nothing there". */
export interface FieldChange {
  /** Column, or column and key within it: "values.vas_back_rest". */
  readonly name: string
  /** What a form calls it. */
  readonly label?: Bilingual
  readonly before: string | null
  readonly after: string | null
  /** Of a person's identity: it stands there encrypted and is not shown. */
  readonly sealed: boolean
}

type Row = Readonly<Record<string, unknown>>

const SEALED_TABLES = /^patient_(identity|token|phone)$/
const SEALED_TEXT = /^v1\.[0-9a-f]{8}\./
/** Says which row it is or how often it was saved, not what changed. */
const STRUCTURE = /^(id|.+_id|version|created_at|void_seq)$/
const LONGEST = 300

/** What a row of the trail changed; of a new row, everything that it holds. */
export function listChanges(
  table: string,
  before: Row | null,
  after: Row,
  shelf: Shelf = SHIPPED,
): FieldChange[] {
  const sealedTable = SEALED_TABLES.test(table)
  return Object.keys(after)
    .filter((name) => !STRUCTURE.test(name))
    .sort()
    .flatMap((name) => {
      const pairs = expand(name, before?.[name] ?? null, after[name] ?? null)
      return pairs
        .filter(({ old, now }) => toText(old) !== toText(now))
        .map(({ path, old, now }) => {
          const sealed = sealedTable || isSealed(old) || isSealed(now)
          const label = name === 'values' ? findLabel(after, path, shelf) : undefined
          return {
            name: path,
            ...(label ? { label } : {}),
            before: sealed ? null : shorten(toText(old)),
            after: sealed ? null : shorten(toText(now)),
            sealed,
          }
        })
    })
}

interface Pair {
  readonly path: string
  readonly old: unknown
  readonly now: unknown
}

/** An object is told key by key: what was entered in a form is one column. */
function expand(path: string, old: unknown, now: unknown): Pair[] {
  if (!isObject(old) && !isObject(now)) return [{ path, old, now }]
  const was = isObject(old) ? old : {}
  const is = isObject(now) ? now : {}
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
  return keys.map((key) => ({ path: `${path}.${key}`, old: was[key] ?? null, now: is[key] ?? null }))
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSealed(value: unknown): boolean {
  return typeof value === 'string' && SEALED_TEXT.test(value)
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shorten(text: string | null): string | null {
  return text !== null && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function findLabel(row: Row, path: string, shelf: Shelf): Bilingual | undefined {
  const { instrument, instrument_version: version } = row
  if (typeof instrument !== 'string' || typeof version !== 'number') return undefined
  const item = path.slice('values.'.length)
  return shelf.find(instrument, version)?.items.find((one) => one.name === item)?.label
}
