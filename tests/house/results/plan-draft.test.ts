import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { findPrimary } from '@/lib/analysis/name-variables'
import { makePlan, parsePlan } from '@/lib/analysis/plan'
import {
  addRows,
  checkDraft,
  draftOf,
  listGroupings,
  moveRow,
  startDraft,
  toPlan,
  type Draft,
} from '@/components/results/plan-draft'
import { placeIssues } from '@/components/results/place-issues'
import { makeDataset, makeDesk } from './desk'

const desk = makeDesk()
const called = (...list: string[]) => list.map((name) => ({ name }))
const names = (draft: Pick<Draft, 'rows'>) => draft.rows.map(({ name }) => name)

describe('from draft to plan', () => {
  it('gives a plan the engine takes, whatever columns are chosen', () => {
    const draft = startDraft(desk)
    const rows = addRows(
      draft.rows,
      desk.variables.filter(({ n }) => n > 0),
      desk,
    )
    const plan = parsePlan(JSON.parse(JSON.stringify(toPlan({ ...draft, rows }, 'live', desk))))
    const result = compareGroups(plan, makeDataset())
    expect(result.rows.map(({ variable }) => variable)).toEqual(rows.map(({ name }) => name))
    expect(plan.group).toEqual({ variable: 'arm' })
  })

  it('comes back from a saved plan unchanged', () => {
    const plan = makePlan({
      study: 'live',
      title: 'Table 2',
      group: { variable: 'arm', order: ['peld', 'pvp'] },
      population: [
        { variable: 'sex', in: ['F'] },
        { variable: 'age', min: 65, max: 80.5 },
        { variable: 'arm', not: ['peld'] },
        { variable: 'vas', visit: 'm12', present: true },
      ],
      baseline: 'pre',
      within: true,
      timing: 'in_window',
      rows: [
        { variable: 'vas', visit: 'm3', test: 'welch_t', show: 'median' },
        { variable: 'vas', visit: 'm12', as: 'percent', pairedTest: 'wilcoxon' },
        { variable: 'leak_t12', complication: true },
        { variable: 'gone_since' },
      ],
      rule: 'welch-first',
      quartiles: 7,
      layout: 'groups',
      smallPercent: true,
      alpha: 0.01,
    })
    expect(toPlan(draftOf(plan, desk), 'live', desk)).toEqual(plan)
  })

  it('understands codes where a plan names answers by them, and numbers typed full width', () => {
    const plan = makePlan({
      study: 'live',
      group: { variable: 'arm' },
      rows: [],
      population: [{ variable: 'sex', in: [2] }],
    })
    expect(draftOf(plan, desk).filters[0]?.keys).toEqual(['F'])
    const filters = [{ name: 'age', is: 'range' as const, keys: [], min: '６５', max: '' }]
    expect(toPlan({ ...startDraft(desk), filters }, 'live', desk).population).toEqual([
      { variable: 'age', min: 65 },
    ])
  })
})

describe('the draft', () => {
  it('groups by the arm first, by anything with answers, and by nothing else', () => {
    expect(startDraft(desk).group).toBe('arm')
    const grouping = listGroupings(desk).map(({ name }) => name)
    expect(grouping).toEqual(
      expect.arrayContaining(['arm', 'sex', 'complication_cement_leakage', 'macnab_m12']),
    )
    expect(grouping).not.toContain('age')
  })

  it('keeps the primary outcome first, and no row twice', () => {
    expect(findPrimary(desk)).toBe('vas_m3')
    const rows = addRows(addRows([], called('age', 'sex', 'age'), desk), called('sex', 'vas_m3'), desk)
    expect(names({ rows })).toEqual(['vas_m3', 'age', 'sex'])
    expect(names({ rows: moveRow(rows, 2, -1, desk) })).toEqual(['vas_m3', 'sex', 'age'])
    expect(names({ rows: moveRow(rows, 1, -1, desk) })).toEqual(['vas_m3', 'age', 'sex'])
    expect(names({ rows: moveRow(rows, 2, 1, desk) })).toEqual(['vas_m3', 'age', 'sex'])
    expect(findPrimary(makeDesk(null))).toBeNull()
    expect(findPrimary(makeDesk({ variable: 'joa', visit: 'm3' }))).toBeNull()
  })

  it('says what is lacking before anything is sent', () => {
    const draft: Draft = {
      ...startDraft(desk),
      order: ['pvp'],
      filters: [
        { name: 'sex', is: 'in', keys: [], min: '', max: '' },
        { name: 'age', is: 'range', keys: [], min: '6o', max: '' },
        { name: 'age', is: 'range', keys: [], min: '', max: '' },
        { name: 'macnab_m12', is: 'absent', keys: [], min: '', max: '' },
      ],
    }
    expect(checkDraft(draft, desk).map(({ field, code }) => `${field} ${code}`)).toEqual([
      'group.variable needs_two_groups',
      'population.0.in not_a_list',
      'population.1.min not_a_number',
      'population.2.min required',
      'rows not_a_list',
    ])
    const sound = { ...startDraft(desk), rows: addRows([], called('age'), desk) }
    expect(checkDraft(sound, desk)).toEqual([])
  })
})

it('puts each fault of the server where it belongs', () => {
  const plan = makePlan({
    study: 'live',
    group: { variable: 'arm' },
    population: [{ variable: 'sex', in: ['F'] }],
    rows: [{ variable: 'age' }, { variable: 'vas', visit: 'm3', test: 'pearson' }],
  })
  const placed = placeIssues(
    ['rows.1.test', 'group.order.0', 'population.0.variable', 'plan.study', 'rows', 'rows.9.test'].map(
      (field) => ({
        field,
        code: 'malformed',
      }),
    ),
    plan,
  )
  expect([...placed.rows.keys()]).toEqual(['vas_m3'])
  expect(placed.group.map(({ field }) => field)).toEqual(['group.order.0'])
  expect([...placed.filters.keys()]).toEqual([0])
  expect(placed.rest.map(({ field }) => field)).toEqual(['plan.study', 'rows', 'rows.9.test'])
})
