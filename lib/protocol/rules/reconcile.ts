/**
 * What a run of the rules does to what stands. Unjudged proposals follow the data; what was judged stays as judged:
 * a rejection holds while the evidence is the one that was rejected, and other evidence is proposed anew.
 */
import { RULES } from './evaluate'
import type { Evidence } from './rule'

/** The finding itself, whatever version found it and however often it came: `rbp-ovcf:residual_back_pain:m3`. */
export function nameFinding(dedupeKey: string): string {
  return dedupeKey.replace(/^([^@:]+)@\d+/, '$1').replace(/~\d+$/, '')
}

/** Parameters of a rule, in any of its versions: what data are held against. */
function listCriteria(rule: string): ReadonlySet<string> {
  return new Set(RULES.filter(({ id }) => id === rule).flatMap(({ defaults }) => Object.keys(defaults)))
}

/** Was this found under another version or with other parameters than the rule is run with? */
export function isOtherDefinition(
  row: Pick<StandingFinding, 'ruleId' | 'ruleVersion' | 'evidence'>,
  plan: { readonly version: number; readonly params: Readonly<Record<string, unknown>> },
): boolean {
  if (row.ruleVersion !== plan.version) return true
  const criteria = listCriteria(row.ruleId)
  return row.evidence.some(({ params }) =>
    Object.entries(params).some(
      ([name, value]) => criteria.has(name) && plan.params[name] !== undefined && plan.params[name] !== value,
    ),
  )
}

/** What the data say, without the criteria they were held against. Equal evidence has equal ground. */
export function groundOf(rule: string, evidence: readonly Evidence[]): string {
  const criteria = listCriteria(rule)
  return JSON.stringify(
    evidence.map(({ key, params }) => [
      key,
      Object.entries(params)
        .filter(([name]) => !criteria.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  )
}

/** A proposal or an alert, as far as it is compared. */
interface Found {
  readonly rule: string
  readonly dedupeKey: string
  readonly detectedOn?: string | null
  readonly evidence: readonly Evidence[]
}

export interface StandingFinding {
  readonly id: string
  readonly ruleId: string
  readonly ruleVersion: number
  readonly dedupeKey: string
  readonly detectedOn: string | null
  readonly evidence: readonly Evidence[]
  readonly status: 'proposed' | 'confirmed' | 'rejected'
}

export interface Reconciliation<Row extends StandingFinding, F extends Found> {
  /** New, under a key of its own. */
  readonly appear: readonly F[]
  readonly update: readonly { readonly row: Row; readonly proposal: F }[]
  /** Not judged and no longer met. */
  readonly withdraw: readonly Row[]
  /** Confirmed, and still met by other data. */
  readonly changed: readonly { readonly row: Row; readonly proposal: F }[]
  /** Judged, and not met any more. */
  readonly notMet: readonly Row[]
}

/** @param standing rows of one enrolment that no one has voided, oldest first @param proposals of the run */
export function reconcile<Row extends StandingFinding, F extends Found>(
  standing: readonly Row[],
  proposals: readonly F[],
): Reconciliation<Row, F> {
  const appear: F[] = []
  const update: { row: Row; proposal: F }[] = []
  const withdraw: Row[] = []
  const changed: { row: Row; proposal: F }[] = []
  const notMet: Row[] = []
  const met = new Set<string>()
  for (const proposal of proposals) {
    const finding = nameFinding(proposal.dedupeKey)
    met.add(finding)
    const rows = standing.filter((row) => nameFinding(row.dedupeKey) === finding)
    const ground = groundOf(proposal.rule, proposal.evidence)
    const isSame = (row: Row) => groundOf(row.ruleId, row.evidence) === ground
    const waiting = rows.find(({ status }) => status === 'proposed')
    const confirmed = rows.findLast(({ status }) => status === 'confirmed')
    if (confirmed || rows.some((row) => row.status === 'rejected' && isSame(row))) {
      if (waiting) withdraw.push(waiting)
      if (confirmed && !(isSame(confirmed) && confirmed.detectedOn === (proposal.detectedOn ?? null)))
        changed.push({ row: confirmed, proposal })
    } else if (waiting) {
      const key = rename(proposal, waiting)
      if (!isUnchanged(waiting, key)) update.push({ row: waiting, proposal: key })
    } else appear.push(rows.length === 0 ? proposal : countUp(proposal, rows))
  }
  const latest = new Map(standing.map((row) => [nameFinding(row.dedupeKey), row]))
  for (const row of standing) {
    if (met.has(nameFinding(row.dedupeKey))) continue
    if (row.status === 'proposed') withdraw.push(row)
    else if (latest.get(nameFinding(row.dedupeKey)) === row) notMet.push(row)
  }
  return { appear, update, withdraw, changed, notMet }
}

/** The row keeps its place in the count of its finding. */
function rename<F extends Found>(proposal: F, row: StandingFinding): F {
  const serial = /~\d+$/.exec(row.dedupeKey)?.[0] ?? ''
  return { ...proposal, dedupeKey: `${proposal.dedupeKey}${serial}` }
}

/** The finding under the next key of its count. @param rows of the same finding, at least one */
export function countUp<F extends { readonly dedupeKey: string }>(
  proposal: F,
  rows: readonly { readonly dedupeKey: string }[],
): F {
  const serials = rows.map(({ dedupeKey }) => readSerial(dedupeKey))
  return { ...proposal, dedupeKey: `${proposal.dedupeKey}~${Math.max(...serials) + 1}` }
}

function readSerial(dedupeKey: string): number {
  return Number(/~(\d+)$/.exec(dedupeKey)?.[1] ?? 1)
}

/** Alerts without the acknowledged ones that were raised again since: notice of the first is no notice of the second. */
export function dropRaisedAgain<Row extends Pick<StandingFinding, 'dedupeKey' | 'status'>>(
  alerts: readonly Row[],
): Row[] {
  const isLater = (row: Row, than: Row) =>
    row.status === 'proposed' &&
    nameFinding(row.dedupeKey) === nameFinding(than.dedupeKey) &&
    readSerial(row.dedupeKey) > readSerial(than.dedupeKey)
  return alerts.filter((row) => row.status !== 'confirmed' || !alerts.some((one) => isLater(one, row)))
}

function isUnchanged(row: StandingFinding, proposal: Found): boolean {
  return (
    row.dedupeKey === proposal.dedupeKey &&
    row.detectedOn === (proposal.detectedOn ?? null) &&
    JSON.stringify(sortKeys(row.evidence)) === JSON.stringify(sortKeys(proposal.evidence))
  )
}

/** jsonb returns keys in its own order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
