/** Conventions on which SPSS, R and textbooks differ, as far as this result depends on them. */
import type { Plan } from './plan'
import type { GroupResult, RowResult, Sentence } from './result'

export function nameConventions(
  plan: Plan,
  rows: readonly RowResult[],
  groups: readonly GroupResult[],
): Sentence[] {
  const uses = (...tests: string[]) =>
    rows.some(({ test }) => test.status === 'ok' && tests.includes(test.test))
  const shows = (method: string) =>
    rows.some(({ difference, effects = [], within, pairwise }) =>
      [
        difference,
        ...effects,
        ...(within?.groups.map(({ effect }) => effect) ?? []),
        ...(pairwise?.list.map(({ effect }) => effect) ?? []),
      ].some((effect) => effect?.method === method),
    )
  const pairs = (...tests: string[]) =>
    rows.some(({ within }) =>
      within?.groups.some(({ test }) => test.status === 'ok' && tests.includes(test.test)),
    )
  const [first, second] = groups
  const two = groups.length === 2 && first !== undefined && second !== undefined
  const list: [boolean, string, Sentence['params']][] = [
    [true, 'two_sided', { alpha: plan.alpha }],
    [
      two && rows.some(({ difference }) => difference?.ci),
      'first_minus_second',
      two
        ? {
            zh: `${first.label.zh} − ${second.label.zh}`,
            en: `${first.label.en} − ${second.label.en}`,
            conf: plan.conf * 100,
          }
        : {},
    ],
    [rows.some(({ show }) => show === 'median'), `quartiles_${plan.quartiles}`, {}],
    [rows.some(({ assumptions }) => assumptions.some(({ check }) => check === 'levene')), 'levene_mean', {}],
    [uses('welch_t'), 'welch_symbol', {}],
    [uses('mann_whitney'), 'mann_whitney_normal', {}],
    [uses('pearson'), 'pearson_uncorrected', {}],
    [uses('yates'), 'yates', {}],
    [uses('fisher') || rows.some(({ beside }) => beside.includes('fisher')), 'fisher_two_sided', {}],
    [shows('newcombe'), 'newcombe', {}],
    [shows('hodges_lehmann'), 'hodges_lehmann', {}],
    [shows('fisher_z'), 'rank_biserial', {}],
    [rows.some(({ as, within }) => as !== undefined || within !== undefined), 'change', {}],
    [rows.some(({ as }) => as === 'percent'), 'percent_change', {}],
    [pairs('wilcoxon'), 'wilcoxon_normal', {}],
    [pairs('mcnemar', 'mcnemar_cc'), `mcnemar_${plan.rule === 'cn-textbook' ? 40 : 25}`, {}],
    [shows('walsh'), 'walsh', {}],
    [shows('newcombe_paired'), 'newcombe_paired', {}],
    [shows('ancova'), 'ancova', {}],
    [rows.some(({ show, missing }) => show === 'counts' && missing > 0), 'percent_of_present', {}],
  ]
  return list.filter(([holds]) => holds).map(([, key, params]) => ({ key: `conventions.${key}`, params }))
}
