/** Where each fault of a plan is shown: beside the group, the filter or the row it belongs to. */
import type { Plan } from '@/lib/analysis/plan'
import type { ApiFieldIssue } from '../ui/client-api'
import { nameOf } from './plan-draft'

export interface PlacedIssues {
  readonly group: readonly ApiFieldIssue[]
  /** By place in the list of filters. */
  readonly filters: ReadonlyMap<number, readonly ApiFieldIssue[]>
  /** By column, so that a row keeps its fault when it is moved. */
  readonly rows: ReadonlyMap<string, readonly ApiFieldIssue[]>
  readonly rest: readonly ApiFieldIssue[]
}

export function placeIssues(issues: readonly ApiFieldIssue[], plan: Plan): PlacedIssues {
  const filters = new Map<number, ApiFieldIssue[]>()
  const rows = new Map<string, ApiFieldIssue[]>()
  const group: ApiFieldIssue[] = []
  const rest: ApiFieldIssue[] = []
  for (const issue of issues) {
    const [part, at] = issue.field.replace(/^plan\./, '').split('.')
    const index = Number(at)
    const row = part === 'rows' && at !== undefined ? plan.rows[index] : undefined
    if (part === 'group') group.push(issue)
    else if (part === 'population' && plan.population[index]) put(filters, index, issue)
    else if (row) put(rows, nameOf(row), issue)
    else rest.push(issue)
  }
  return { group, filters, rows, rest }
}

function put<Key>(map: Map<Key, ApiFieldIssue[]>, key: Key, issue: ApiFieldIssue) {
  map.set(key, [...(map.get(key) ?? []), issue])
}
