import { leastBound, mostBound } from './fisher-bounds'
import { PastTable } from './past-table'
import { margins } from './table'

// A node holds the row totals still to be given out, sorted, so equal problems meet; its pasts are the products of
// conditional probabilities of the columns filled so far. Columns are filled one after the other; the last three are
// closed in one step from the sorted completions of the last two.
type Node = { state: Int32Array; pasts: PastTable; most: number; least: number }
type Completions = { value: Float64Array; cumulative: Float64Array }
type Setting = { columns: number[]; logFact: Float64Array; limit: number; base: number }

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
  const rest = new Int32Array(d)
  const go = (i: number, left: number, logP: number): void => {
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
  go(0, take, logFact[take]! + logFact[total - take]! - logFact[total]!)
}

/** Copies the sorted rest into `into` and returns its key. */
function sortedKey(rest: Int32Array, into: Int32Array, base: number): number {
  for (let i = 0; i < rest.length; i++) {
    const v = rest[i]!
    let j = i - 1
    for (; j >= 0 && into[j]! > v; j--) into[j + 1] = into[j]!
    into[j + 1] = v
  }
  let key = 0
  for (let i = 0; i < into.length; i++) key = key * base + into[i]!
  return key
}

/** How many of the ascending values are <= limit. */
function countAtMost(values: Float64Array, limit: number): number {
  let lo = 0
  let hi = values.length
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (values[mid]! <= limit) lo = mid + 1
    else hi = mid
  }
  return lo
}

function completions(state: Int32Array, s: Setting): Completions {
  const logs: number[] = []
  eachFill(state, s.columns[s.columns.length - 2]!, s.logFact, (_, logP) => logs.push(logP))
  const value = Float64Array.from(logs).sort()
  const cumulative = new Float64Array(value.length + 1)
  for (let i = 0; i < value.length; i++) cumulative[i + 1] = cumulative[i]! + Math.exp(value[i]!)
  return { value, cumulative }
}

/** Counts steps and throws away the attempt when there are too many. */
class Budget {
  private used = 0
  constructor(private readonly cap: number) {}
  spend(steps: number): void {
    this.used += steps
    if (this.used > this.cap) throw new OutOfBudget()
  }
}
class OutOfBudget extends Error {}

/** Probability of the completions at most the limit, for a node with three columns to come. */
function closeThree(node: Node, s: Setting, known: Map<number, Completions>, budget: Budget): number {
  const { v, w, cumulative } = node.pasts.sorted()
  const sortedRest = new Int32Array(node.state.length)
  let p = 0
  eachFill(node.state, s.columns[s.columns.length - 3]!, s.logFact, (rest, logP) => {
    const key = sortedKey(rest, sortedRest, s.base)
    let end = known.get(key)
    if (!end) {
      known.set(key, (end = completions(sortedRest, s)))
      budget.spend(10 * end.value.length)
    }
    const { value } = end
    const limit = s.limit - logP
    const all = countAtMost(v, limit - value[value.length - 1]!)
    const some = countAtMost(v, limit - value[0]!)
    let sum = cumulative[all]!
    budget.spend(some - all + 1)
    if (some > all) {
      let k = countAtMost(value, limit - v[all]!)
      for (let i = all; i < some; i++) {
        const left = limit - v[i]!
        while (k > 0 && value[k - 1]! > left) k--
        sum += w[i]! * end.cumulative[k]!
      }
    }
    p += Math.exp(logP) * sum
  })
  return p
}

function makeNode(state: Int32Array, stage: number, s: Setting): Node {
  const columns = s.columns.slice(stage)
  return {
    state: state.slice(),
    pasts: new PastTable(),
    most: mostBound(state, columns, s.logFact),
    least: leastBound(state, columns, s.logFact),
  }
}

/** Fills one column of every node; partial tables whose end is certain are closed, their share is returned. */
function advance(level: Node[], next: Map<number, Node>, stage: number, s: Setting, budget: Budget): number {
  let closed = 0
  const sortedRest = new Int32Array(level[0]?.state.length ?? 0)
  for (const node of level) {
    const { v, w } = node.pasts.sorted()
    eachFill(node.state, s.columns[stage]!, s.logFact, (rest, logP) => {
      const key = sortedKey(rest, sortedRest, s.base)
      let child = next.get(key)
      if (!child) next.set(key, (child = makeNode(sortedRest, stage + 1, s)))
      const share = Math.exp(logP)
      budget.spend(v.length)
      for (let i = 0; i < v.length; i++) {
        const sum = v[i]! + logP
        if (sum + child.most <= s.limit) closed += w[i]! * share
        else if (sum + child.least <= s.limit) child.pasts.add(sum, w[i]! * share)
      }
    })
  }
  return closed
}

/**
 * Two-sided Fisher P of an r × c table larger than 2 × 2 (Mehta & Patel 1983): equal partial tables meet in one node,
 * and what is certain to be likelier, or not likelier, than the observed table is closed at once. Returns null when
 * more than `workCap` steps are needed.
 */
export function fisherNetwork(cells: number[][], workCap: number): number | null {
  const { rows, cols, n } = margins(cells)
  const narrow = rows.length <= cols.length
  const start = Int32Array.from(narrow ? rows : cols).sort()
  const columns = (narrow ? cols : rows).slice().sort((a, b) => b - a)
  const base = start[start.length - 1]! + 1
  if (base ** start.length > Number.MAX_SAFE_INTEGER) return null
  const logFact = logFactorials(n)
  let observed = -logFact[n]!
  for (const m of [...rows, ...cols]) observed += logFact[m]!
  for (const row of cells) for (const v of row) observed -= logFact[v]!
  const setting: Setting = { columns, logFact, limit: observed + 1e-7, base }
  const budget = new Budget(workCap)
  const root = makeNode(start, 0, setting)
  root.pasts.add(0, 1)
  let level: Node[] = [root]
  let p = 0
  try {
    for (let stage = 0; stage < columns.length - 3; stage++) {
      const next = new Map<number, Node>()
      p += advance(level, next, stage, setting, budget)
      level = [...next.values()].filter((node) => node.pasts.size > 0)
    }
    const known = new Map<number, Completions>()
    for (const node of level) p += closeThree(node, setting, known, budget)
  } catch (error) {
    if (error instanceof OutOfBudget) return null
    throw error
  }
  return Math.min(1, p)
}
