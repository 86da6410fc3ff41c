/** A draft of the paper's statistical methods, written from the result itself so that it cannot claim another test. */
import type { Locale } from '@/lib/i18n/locale'
import { ENGINE_VERSION } from './engine'
import type { ComparisonResult, RowResult, TestId } from './result'
import { countAll, sayCondition } from './say-population'
import type { Translate } from './table-parts'

/** One paragraph. `t` is the translator of the namespace `analysis`, in the same language. */
export function draftMethods(result: ComparisonResult, locale: Locale, t: Translate): string {
  const { plan, rows } = result
  const used = (...tests: TestId[]) => tests.filter((test) => rows.some((row) => row.test.test === test))
  const names = (tests: TestId[]) =>
    tests.map((test) => t('methods.named', { test, name: t(`tests.${test}`) })).join(t('methods.and'))
  const shows = (show: RowResult['show']) => rows.some((row) => row.show === show)
  const means = used('student_t', 'welch_t', 'anova', 'welch_anova')
  const ranks = used('mann_whitney', 'kruskal')
  const tables = used('pearson', 'yates', 'fisher', 'linear_trend')
  const overruled = rows.filter(({ chosenBy }) => chosenBy === 'plan').length
  const sentences = [
    t('methods.software', { engine: ENGINE_VERSION }),
    ...populationSentences(result, locale, t),
    ...(shows('mean') ? [t('methods.mean')] : []),
    ...(shows('median') ? [t('methods.median', { type: plan.quartiles })] : []),
    ...(shows('counts') ? [t('methods.counts')] : []),
    ...(plan.rule === 'cn-textbook' && rows.some(({ kind }) => kind === 'continuous')
      ? [t('methods.assumptions')]
      : []),
    ...(means.length > 0 ? [t('methods.means', { tests: names(means) })] : []),
    ...(ranks.length > 0 ? [t('methods.ranks', { tests: names(ranks) })] : []),
    ...(tables.length > 0 ? [t('methods.tables', { tests: names(tables) })] : []),
    ...(rows.some(({ beside }) => beside.includes('fisher')) ? [t('methods.fisher_beside')] : []),
    ...(overruled > 0 ? [t('methods.overruled', { n: overruled })] : []),
    ...withinSentences(rows, t),
    ...pairSentences(rows, t),
    ...(rows.some(({ effects }) => effects?.some(({ method }) => method === 'ancova'))
      ? [t('methods.ancova')]
      : []),
    ...effectSentences(rows, plan.conf, t),
    t('methods.alpha', { alpha: plan.alpha }),
    ...(rows.length > 1 ? [t('methods.not_adjusted')] : []),
    ...(rows.some(({ missing }) => missing > 0) ? [t('methods.available')] : []),
  ]
  return locale === 'en' ? sentences.join(' ') : spaceLatin(sentences.join(''))
}

/** A name that begins in Latin letters stands apart from the Chinese before it; others do not. */
function spaceLatin(text: string): string {
  return text.replace(/(\p{Script=Han})(?=\p{Script=Latin})/gu, '$1 ')
}

function populationSentences(result: ComparisonResult, locale: Locale, t: Translate): string[] {
  const { conditions = [], n, plan } = result
  const said = conditions.map((condition) => sayCondition(condition, locale, t)).join(t('population.and'))
  return [
    ...(said === '' ? [] : [t('methods.population', { conditions: said, n, all: countAll(result) })]),
    ...(plan.timing === 'in_window' ? [t('population.in_window')] : []),
  ]
}

function withinSentences(rows: readonly RowResult[], t: Translate): string[] {
  const groups = rows.flatMap(({ within }) => within?.groups ?? [])
  const tests = [...new Set(groups.flatMap(({ test }) => (test.status === 'ok' ? [test.test] : [])))]
  const checked = groups.some(({ assumptions }) => assumptions.length > 0)
  const names = tests.map((test) => t('methods.named', { test, name: t(`tests.${test}`) }))
  return [
    ...(rows.some(({ as }) => as !== undefined) ? [t('methods.change')] : []),
    ...(rows.some(({ as }) => as === 'percent') ? [t('methods.percent')] : []),
    ...(tests.length > 0 ? [t('methods.within', { tests: names.join(t('methods.and')) })] : []),
    ...(tests.length > 0 && checked ? [t('methods.differences_checked')] : []),
  ]
}

function pairSentences(rows: readonly RowResult[], t: Translate): string[] {
  const of = (method: 'lsd' | 'holm') => rows.filter(({ pairwise }) => pairwise?.method === method)
  const dunn = of('holm').some(({ pairwise }) => pairwise?.list.some(({ test }) => test.test === 'dunn'))
  return [
    ...(of('lsd').length > 0 ? [t('methods.lsd')] : []),
    ...(of('holm').length > 0 ? [t(dunn ? 'methods.holm_dunn' : 'methods.holm')] : []),
  ]
}

function effectSentences(rows: readonly RowResult[], conf: number, t: Translate): string[] {
  const methods = new Set(
    rows
      .flatMap((row) => [
        row.difference,
        ...(row.within?.groups.map(({ effect }) => effect) ?? []),
        ...(row.pairwise?.list.map(({ effect }) => effect) ?? []),
      ])
      .flatMap((effect) => (effect?.ci ? [effect.method] : []))
      .filter((method) => method !== 'none'),
  )
  if (methods.size === 0) return []
  const names = [...methods].map((method) => t(`effectMethods.${method}`)).join(t('methods.and'))
  return [t('methods.effects', { conf: conf * 100, names })]
}
