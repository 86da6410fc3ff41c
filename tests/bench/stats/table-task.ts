import { rmAnova } from '@/lib/stats/repeated/rm-anova'
import { chisq } from '@/lib/stats/tables/chisq'
import { fisher } from '@/lib/stats/tables/fisher'
import { compareContinuous } from '@/lib/stats/two-groups/compare-continuous'
import type { Frame } from './data'

function split(x: Float64Array, codes: Uint8Array): [Float64Array, Float64Array] {
  const a = new Float64Array(x.length)
  const b = new Float64Array(x.length)
  let i = 0
  let j = 0
  for (let r = 0; r < x.length; r++) {
    const v = x[r]!
    if (v !== v) continue
    if (codes[r]) b[j++] = v
    else a[i++] = v
  }
  return [a.subarray(0, i), b.subarray(0, j)]
}

/** What one click on "compare two groups" has to do: perf.R's table13, the same statistics for 40 variables. */
export function tableTask(frame: Frame): () => unknown[] {
  const codes = Uint8Array.from(frame.text.group!, (g) => (g === 'A' ? 0 : 1))
  const categories = Object.entries(frame.text)
    .filter(([name]) => name !== 'group')
    .map(([, values]) => {
      const levels = [...new Set(values)].sort()
      return { k: levels.length, codes: Uint8Array.from(values, (v) => levels.indexOf(v)) }
    })
  return () => {
    const out: unknown[] = []
    for (const x of Object.values(frame.numbers)) {
      const [a, b] = split(x, codes)
      out.push(compareContinuous(a, b))
    }
    for (const column of categories) {
      const table = [new Array<number>(column.k).fill(0), new Array<number>(column.k).fill(0)]
      for (let r = 0; r < codes.length; r++) table[codes[r]!]![column.codes[r]!]!++
      const c = chisq(table)
      out.push(c, c.status === 'ok' && c.minExpected < 5 ? fisher(table) : null)
    }
    for (let j = 1; j <= 5; j++) {
      const times = ['pre', 'd1', 'm12'].map((t) => frame.numbers[`o${j}_${t}`]!)
      const rows = Array.from({ length: frame.n }, (_, i) => times.map((t) => t[i]!))
      out.push(rmAnova(rows, frame.text.group!))
    }
    return out
  }
}
