// The comparison of oracle/compare.mjs: every field of the expectation must be met within its tolerance.
export type Tolerance = { rel: number; abs: number; p_rel: number; p_abs: number; df_rel: number }
export type Tolerances = {
  default: Tolerance
  methods: Record<string, Partial<Tolerance>>
  case_overrides: ({ pattern: string } & Partial<Tolerance>)[]
}
export type Verdict = { checked: number; wrong: string[] }

export function toleranceFor(all: Tolerances, method: string, name: string): Tolerance {
  let tolerance = { ...all.default, ...all.methods[method] }
  for (const { pattern, ...change } of all.case_overrides) {
    const matches = new RegExp(pattern)
    if (matches.test(name) || matches.test(name.split('/')[1] ?? '')) tolerance = { ...tolerance, ...change }
  }
  return tolerance
}

function toNumber(value: unknown): unknown {
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value
}

function isClose(actual: number, expected: number, key: string, t: Tolerance): boolean {
  if (Number.isNaN(actual)) return false
  if (!Number.isFinite(expected)) return actual === expected
  const error = Math.abs(actual - expected)
  if (/^p$|_p$|^p_/.test(key))
    return expected === 0 ? Math.abs(actual) <= 1e-300 + t.p_abs : error <= t.p_rel * expected + t.p_abs
  const isDf = /^df|_df$|^df_/.test(key)
  return error <= (isDf ? Math.max(t.df_rel, t.rel) : t.rel) * Math.abs(expected) + t.abs
}

function walk(expected: unknown, actual: unknown, t: Tolerance, where: string, out: Verdict): void {
  if (expected === null || expected === undefined) {
    if (actual === null || actual === undefined || Number.isNaN(actual)) out.checked++
    else out.wrong.push(`${where}: expected null, got ${JSON.stringify(actual)}`)
  } else if (actual === undefined) out.wrong.push(`${where}: field absent`)
  else if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      out.wrong.push(`${where}: not an array of ${expected.length}`)
    else expected.forEach((e, i) => walk(e, actual[i], t, `${where}[${i}]`, out))
  } else if (typeof expected === 'object') {
    if (typeof actual !== 'object' || actual === null)
      out.wrong.push(`${where}: expected an object, got ${JSON.stringify(actual)}`)
    else
      for (const [key, e] of Object.entries(expected))
        if (key !== 'reason' && key !== 'message')
          walk(e, (actual as Record<string, unknown>)[key], t, where ? `${where}.${key}` : key, out)
  } else {
    const e = toNumber(expected)
    const a = toNumber(actual)
    const key = /([A-Za-z_0-9]+)(\[\d+\])*$/.exec(where)?.[1] ?? ''
    const good = typeof e === 'number' ? typeof a === 'number' && isClose(a, e, key, t) : e === a
    if (good) out.checked++
    else out.wrong.push(`${where}: ${JSON.stringify(a)} instead of ${JSON.stringify(e)}`)
  }
}

type Outcome = { status: string; reason?: unknown; message?: unknown }

/** What is wrong with a result, and how many values were looked at; nothing looked at is wrong too. */
export function compareResult(expected: Outcome, actual: unknown, t: Tolerance): Verdict {
  const out: Verdict = { checked: 0, wrong: [] }
  const given = actual as Outcome | null
  if (expected.status !== 'ok') {
    if (given?.status === expected.status) out.checked = 1
    else {
      const detail = given?.message ? ` (${String(given.message)})` : ''
      out.wrong.push(`status ${String(given?.status)}${detail} instead of ${expected.status}`)
    }
    return out
  }
  walk(expected, actual, t, '', out)
  if (!out.checked && !out.wrong.length) out.wrong.push('nothing was checked')
  return out
}
