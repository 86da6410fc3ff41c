import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { ENGINE_VERSION } from '@/lib/analysis/engine'
import { formatDf, formatEstimate, formatP, summaryDecimals } from '@/lib/analysis/format'
import { layoutTable } from '@/lib/analysis/layout-table'
import type { TableLine, Translate } from '@/lib/analysis/layout-table'
import { draftMethods } from '@/lib/analysis/methods-text'
import { makePlan, parsePlan } from '@/lib/analysis/plan'
import type { Plan } from '@/lib/analysis/plan'
import { hashPlan, makeReceipt } from '@/lib/analysis/receipt'
import { Problem } from '@/lib/problem'
import english from '@/messages/en.json'
import chinese from '@/messages/zh-CN.json'
import { expected } from './oracle'
import { readStudy } from './study'

/** A text that is not there, or does not parse, fails the test. */
function translator(locale: 'zh-CN' | 'en'): Translate {
  const messages = locale === 'en' ? english : chinese
  const onError = (error: Error) => {
    throw error
  }
  return createTranslator({ locale, messages, namespace: 'analysis', onError }) as Translate
}

const study = readStudy()
const plan = makePlan({
  study: 'ovcf',
  group: { variable: 'group' },
  rows: [
    { variable: 'sex' },
    { variable: 'age' },
    { variable: 'course_y' },
    { variable: 'puncture_min' },
    { variable: 'compression' },
    { variable: 'leak' },
    { variable: 'nerve_injury' },
    { variable: 'vas', visit: 'm3' },
    { variable: 'bmd_g_cm2', test: 'mann_whitney' },
  ],
})

function print(locale: 'zh-CN' | 'en', more: Partial<Plan> = {}) {
  return layoutTable(compareGroups({ ...plan, ...more }, study), locale, translator(locale))
}

function texts(line: TableLine | undefined): string[] {
  return line?.cells.map(({ runs }) => runs.map(({ text }) => text).join('')) ?? []
}

describe('P', () => {
  it('is never 0.000, and shows on which side of alpha it lies', () => {
    expect(formatP(1e-9)).toBe('<0.001')
    expect(formatP(0.0496, 0.05)).toBe('0.0496')
    expect(formatP(0.0504, 0.05)).toBe('0.050')
    expect(formatP(0.05, 0.05)).toBe('0.050')
    expect(formatP(0.5491, 0.05)).toBe('0.549')
  })
})

describe('numbers', () => {
  it('have a real minus, whole or fractional df, and no more digits than the data bear', () => {
    expect(formatEstimate(-0.29, [-0.428, -0.136], 1, 100)).toBe('−29.0 (−42.8, −13.6)')
    expect(formatDf([112])).toBe('112')
    expect(formatDf([2, 45.3])).toBe('2, 45.30')
    expect([0, 1, 2, 3].map(summaryDecimals)).toEqual([1, 2, 2, 3])
  })
})

describe('the table', () => {
  it('prints variables as rows in both languages, with the figures of the paper', () => {
    const table = print('en')
    expect(texts(table.head)).toEqual([
      'Variable',
      'obs (n = 56)',
      'ctl (n = 58)',
      'Difference (95% CI)',
      'Statistic',
      'P',
    ])
    const leak = table.body.find(({ row }) => row === 5)
    expect(texts(leak)).toEqual([
      'leak (n (%))',
      '5 (8.9)',
      '22 (37.9)',
      '−29.0 (−42.8, −13.6)',
      'χ² (1) = 13.259',
      '<0.001; <0.001 (Fisher’s exact test)',
    ])
    const sex = table.body.filter(({ row }) => row === 0)
    expect(texts(sex[0])[4]).toBe('χ² (1) = 0.359')
    expect(sex.slice(1).map(texts)).toEqual([
      ['M', '22 (39.3)', '26 (44.8)', '', '', ''],
      ['F', '34 (60.7)', '32 (55.2)', '', '', ''],
    ])
    expect(leak?.cells[4]?.runs[0]).toEqual({ text: 'χ²', italic: true })
    expect(texts(print('zh-CN').body.find(({ row }) => row === 1))[0]).toBe('age（中）（x̄ ± s）')
  })

  it('says how many values stand behind a cell with missing ones', () => {
    const cells = print('en').body.find(({ row }) => row === 7)?.cells
    const n = cells?.slice(1, 3).map((cell) => cell.n ?? 0) ?? []
    expect(n[0]).toBe(expected('descriptives', 'ovcf/vas_m3/obs', 'n'))
    expect(n[1]).toBe(expected('descriptives', 'ovcf/vas_m3/ctl', 'n'))
  })

  it('prints groups as rows with difference, statistic and P below', () => {
    const table = print('zh-CN', { layout: 'groups' })
    expect(table.body.map(({ kind }) => kind)).toEqual([
      'group',
      'group',
      'statistic',
      'statistic',
      'statistic',
    ])
    expect(texts(table.body[0]).slice(0, 3)).toEqual(['obs（中）', '56', '22/34'])
    expect(texts(table.body[4])[2]).toBe('0.549')
    for (const line of table.body) expect(line.cells.length).toBe(table.head.cells.length)
  })

  it('gives no percentage of fewer than 20 unless asked', () => {
    const few = { population: [{ variable: 'age', min: 84 }], rows: [{ variable: 'leak' }] }
    expect(texts(print('en', few).body[0])[1]).toMatch(/^\d+\/\d+$/)
    expect(texts(print('en', { ...few, smallPercent: true }).body[0])[1]).toMatch(/^\d+ \(\d+\.\d\)$/)
  })

  it('names every convention it follows, in both languages', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const { notes } = print(locale)
      expect(notes.length).toBeGreaterThan(8)
      const t = translator(locale)
      const result = compareGroups(plan, study)
      for (const row of result.rows)
        for (const { key, params } of [...row.reasons, ...row.notes])
          expect(t(key, params)).not.toContain('{')
    }
  })

  it('has the same shape and numbers whatever the language', () => {
    const digits = (table: ReturnType<typeof print>) =>
      table.body.map((line) =>
        texts(line)
          .slice(1, 4)
          .map((text) => text.replaceAll(/[^\d.−]+/g, ' ').trim()),
      )
    expect(digits(print('zh-CN'))).toEqual(digits(print('en')))
  })
})

describe('the methods text', () => {
  it('claims the tests that were used and no others', () => {
    const text = draftMethods(compareGroups(plan, study), 'en', translator('en'))
    for (const words of [
      'Student’s t',
      'Welch’s t',
      'Mann–Whitney U',
      'Pearson χ²',
      '1 test was fixed',
      ENGINE_VERSION,
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('Kruskal')
    const simple = compareGroups({ ...plan, rows: [{ variable: 'site' }] }, study)
    const zh = draftMethods(simple, 'zh-CN', translator('zh-CN'))
    expect(zh).toContain('Pearson χ² 检验')
    for (const words of ['Student', 'Shapiro', 'Fisher', '多重性']) expect(zh).not.toContain(words)
  })
})

describe('plan and receipt', () => {
  it('survive JSON, and hash by content', () => {
    const again = parsePlan(JSON.parse(JSON.stringify(plan)))
    expect(again).toEqual(plan)
    const turned = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan
    expect(hashPlan(turned)).toBe(hashPlan(plan))
    expect(hashPlan({ ...plan, alpha: 0.01 })).not.toBe(hashPlan(plan))
    expect(makeReceipt(plan, 'ab')).toEqual({
      plan: hashPlan(plan),
      dataset: 'ab',
      engine: ENGINE_VERSION,
      rule: 'cn-textbook',
    })
  })

  it('refuses a plan with a field it does not know or a value it cannot use', () => {
    const fieldsOf = (json: unknown) => {
      try {
        parsePlan(json)
      } catch (problem) {
        if (problem instanceof Problem) return problem.fields.map(({ field }) => field)
      }
      return null
    }
    expect(fieldsOf({ ...plan, alpha: 2 })).toEqual(['alpha'])
    expect(fieldsOf({ ...plan, rows: [] })).toEqual(['rows'])
    expect(fieldsOf({ ...plan, rows: [{ variable: 'age', test: 'guess' }] })).toEqual(['rows.0.test'])
    expect(fieldsOf({ ...plan, extra: 1 })).toEqual([''])
    expect(fieldsOf('plan')).toEqual([''])
  })
})
