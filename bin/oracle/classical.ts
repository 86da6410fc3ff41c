import { descriptives } from '@/lib/stats/describe/descriptives'
import { shapiroWilk } from '@/lib/stats/describe/shapiro-wilk'
import { effectSizeBinary } from '@/lib/stats/effects/effect-size-binary'
import { effectSizeCont } from '@/lib/stats/effects/effect-size-cont'
import { propCi } from '@/lib/stats/effects/prop-ci'
import { smdBinary, smdContinuous, smdTable } from '@/lib/stats/effects/smd'
import { anovaOneway } from '@/lib/stats/groups/anova-oneway'
import { kruskal } from '@/lib/stats/groups/kruskal'
import { levene } from '@/lib/stats/groups/levene'
import { tableOne, type TableOneColumn } from '@/lib/stats/report/table-one'
import { chisq } from '@/lib/stats/tables/chisq'
import { fisher } from '@/lib/stats/tables/fisher'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import { tTest, tTestFromSummary } from '@/lib/stats/two-groups/t-test'
import { labels, matrix, numbers, scalar, vector, type Input } from './input'

type Method = (input: Input, options: Input) => unknown

function runSmd(i: Input): unknown {
  if (i.type === 'continuous') return smdContinuous(vector(i, 'x'), vector(i, 'y'))
  if (i.type === 'binary') return smdBinary(scalar(i, 'a'), scalar(i, 'n1'), scalar(i, 'b'), scalar(i, 'n2'))
  return smdTable(matrix(i, 'table'))
}

function runTTest(i: Input, o: Input): unknown {
  if (!i.summary) return tTest(vector(i, 'x'), vector(i, 'y'), o)
  const s = i.summary as Record<'m1' | 's1' | 'n1' | 'm2' | 's2' | 'n2', number>
  return tTestFromSummary({ mean1: s.m1, sd1: s.s1, n1: s.n1, mean2: s.m2, sd2: s.s2, n2: s.n2 }, o)
}

function runTableOne(i: Input, o: Input): unknown {
  const columns: Record<string, TableOneColumn> = {}
  for (const [name, column] of Object.entries(i.columns as Record<string, Input>)) {
    columns[name] =
      column.type === 'continuous'
        ? { type: 'continuous', values: numbers(column.values, name) }
        : {
            type: column.type as 'categorical' | 'ordinal',
            values: labels(column, 'values'),
            levels: labels(column, 'levels') as string[],
          }
  }
  return tableOne(labels(i, 'group'), columns, o)
}

export const classical: Record<string, Method> = {
  descriptives: (i, o) => descriptives(vector(i, 'x'), o),
  shapiro_wilk: (i) => shapiroWilk(vector(i, 'x')),
  levene: (i) => levene(matrix(i, 'groups')),
  t_test: runTTest,
  mann_whitney: (i, o) => mannWhitney(vector(i, 'x'), vector(i, 'y'), o),
  chisq: (i) => chisq(matrix(i, 'table')),
  fisher: (i, o) => fisher(matrix(i, 'table'), o),
  anova_oneway: (i) => anovaOneway(matrix(i, 'groups')),
  kruskal: (i) => kruskal(matrix(i, 'groups')),
  effect_size_binary: (i, o) =>
    effectSizeBinary(scalar(i, 'a'), scalar(i, 'n1'), scalar(i, 'b'), scalar(i, 'n2'), o),
  effect_size_cont: (i, o) => effectSizeCont(vector(i, 'x'), vector(i, 'y'), o),
  prop_ci: (i, o) => propCi(scalar(i, 'x'), scalar(i, 'n'), o),
  smd: runSmd,
  table_one: runTableOne,
}
