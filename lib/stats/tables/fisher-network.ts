import { leastTwoColumns, leastBound, mostBound, mostTwoColumns } from './fisher-bounds'
import { margins } from './table'

// A node holds the row totals still to be given out, sorted, so equal problems meet; its pasts are the products of
// conditional probabilities of the columns filled so far, equal ones merged (value v = log probability, weight w =
// their total probability).
type Node = { state: Int32Array; pasts: Map<number, { v: number; w: number }>; most: number; least: number }

/** Column totals in the order they are filled, log factorials, log of the observed probability with its slack. */
type Setting = { columns: number[]; logFact: Float64Array; limit: number }

function logFactorials(n: number): Float64Array {
  const out = new Float64Array(n + 1)
  for (let i = 2; i <= n; i++) out[i] = out[i - 1]! + Math.log(i)
  return out
}

/** Calls `visit` with every way to take `take` from the state, and the log of its multivariate hypergeometric P. */
function eachFill(
  state: Int32Array,
  take: number,
  logFact: Float64Array,
  visit: (rest: Int32Array, logP: number) => void,
): void {
  const d = state.length
  const room = new Int32Array(d + 1)
  for (let i = d - 1; i >= 0; i--) room[i] = room[i + 1]! + state[i]!
  const total = room[0]!
  const base = logFact[take]! + logFact[total - take]! - logFact[total]!
  const rest = new Int32Array(d)
  const go = (i: number, left: number, logP: number) => {
    const s = state[i]!
    if (i === d - 1) {
      rest[i] = s - left
      visit(rest, logP + logFact[s]! - logFact[left]! - logFact[s - left]!)
      return
    }
    const high = Math.min(s, left)
    for (let x = Math.max(0, left - room[i + 1]!); x <= high; x++) {
      rest[i] = s - x
      go(i + 1, left - x, logP + logFact[s]! - logFact[x]! - logFact[s - x]!)
    }
  }
  go(0, take, base)
}

function keyOf(state: Int32Array, base: number): number {
  let key = 0
  for (let i = 0; i < state.length; i++) key = key * base + state[i]!
  return key
}

function insertionSort(a: Int32Array): void {
  for (let i = 1; i < a.length; i++) {
    const v = a[i]!
    let j = i - 1
    for (; j >= 0 && a[j]! > v; j--) a[j + 1] = a[j]!
    a[j + 1] = v
  }
}

/** With two columns left: total probability of the completions at most `limit - v`, for every past of the node. */
function closeTwoColumns(node: Node, s: Setting): number {
  const logs: number[] = []
  eachFill(node.state, s.columns[s.columns.length - 2]!, s.logFact, (_, logP) => logs.push(logP))
  const values = Float64Array.from(logs).sort()
  const cumulative = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) cumulative[i + 1] = cumulative[i]! + Math.exp(values[i]!)
  let p = 0
  for (const { v, w } of node.pasts.values()) {
    let lo = 0
    let hi = values.length
    while (lo < hi) {
      const mid = (lo + hi) >> 1
      if (values[mid]! + v <= s.limit) lo = mid + 1
      else hi = mid
    }
    p += w * cumulative[lo]!
  }
  return p
}

function makeNode(state: Int32Array, stage: number, s: Setting): Node {
  const columns = s.columns.slice(stage)
  const two = columns.length === 2
  const most = two ? mostTwoColumns(state, columns[0]!, s.logFact) : mostBound(state, columns, s.logFact)
  const least = two ? leastTwoColumns(state, columns[0]!, s.logFact) : leastBound(state, columns, s.logFact)
  return { state: state.slice(), pasts: new Map(), most, least }
}

/**
 * Two-sided Fisher P of an r × c table larger than 2 × 2 (Mehta & Patel 1983): columns are filled one after the
 * other, equal partial tables meet in one node, and a node whose completions are all likelier, or none likelier,
 * than the observed table is closed at once. Returns null when more than `workCap` steps are needed.
 */
export function fisherNetwork(cells: number[][], workCap: number): number | null {
  const { rows, cols, n } = margins(cells)
  const narrow = rows.length <= cols.length
  const start = Int32Array.from(narrow ? rows : cols).sort()
  const columns = (narrow ? cols : rows).slice().sort((a, b) => b - a)
  const base = start[start.length - 1]! + 1
  if (base ** (start.length - 1) > Number.MAX_SAFE_INTEGER) return null
  const logFact = logFactorials(n)
  let observed = -logFact[n]!
  for (const m of [...rows, ...cols]) observed += logFact[m]!
  for (const row of cells) for (const v of row) observed -= logFact[v]!
  const setting: Setting = { columns, logFact, limit: observed + 1e-7 }
  let level = new Map<number, Node>()
  const root = makeNode(start, 0, setting)
  root.pasts.set(0, { v: 0, w: 1 })
  level.set(0, root)
  let p = 0
  let work = 0
  const sortedRest = new Int32Array(start.length)
  for (let stage = 0; stage < columns.length - 2; stage++) {
    const next = new Map<number, Node>()
    for (const node of level.values()) {
      const pasts = [...node.pasts.values()]
      eachFill(node.state, columns[stage]!, logFact, (rest, logP) => {
        sortedRest.set(rest)
        insertionSort(sortedRest)
        const key = keyOf(sortedRest, base)
        let child = next.get(key)
        if (!child) next.set(key, (child = makeNode(sortedRest, stage + 1, setting)))
        const share = Math.exp(logP)
        work += pasts.length
        for (const past of pasts) {
          const v = past.v + logP
          if (v + child.most <= setting.limit) p += past.w * share
          else if (v + child.least <= setting.limit) addPast(child.pasts, v, past.w * share)
        }
      })
      if (work > workCap) return null
    }
    level = next
  }
  for (const node of level.values()) if (node.pasts.size) p += closeTwoColumns(node, setting)
  return Math.min(1, p)
}

function addPast(pasts: Node['pasts'], v: number, w: number): void {
  const slot = Math.round(v * 1e9)
  const known = pasts.get(slot)
  if (known) known.w += w
  else pasts.set(slot, { v, w })
}
