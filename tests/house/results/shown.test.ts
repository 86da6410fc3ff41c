import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { layoutTable, type Translate } from '@/lib/analysis/layout-table'
import { nameRows } from '@/lib/analysis/name-variables'
import { makePlan } from '@/lib/analysis/plan'
import { textOfCell } from '@/lib/analysis/table-parts'
import { drawFigure } from '@/lib/figures/draw-figure'
import { renderSvg } from '@/lib/figures/render-svg'
import { figureWords } from '@/lib/figures/words'
import { groupBySection, listFamilies, searchFamilies } from '@/components/results/families'
import { listPreset, type Preset } from '@/components/results/presets'
import { drawRow, listFigureKinds, type Say } from '@/components/results/row-figures'
import { writeTables } from '@/components/results/table-text'
import english from '@/messages/en.json'
import chinese from '@/messages/zh-CN.json'
import { makeDataset, makeDesk } from './desk'

const desk = makeDesk()
const result = compareGroups(
  makePlan({
    study: 'live',
    group: { variable: 'arm', order: ['pvp', '3d_pvp'] },
    rows: [
      { variable: 'vas', visit: 'm12' },
      { variable: 'vas', visit: 'm3' },
      { variable: 'age' },
      { variable: 'sex' },
      { variable: 'leak_t12' },
      { variable: 'macnab_m12' },
    ],
  }),
  makeDataset(),
)
const rowOf = (name: string) => {
  const row = result.rows.find(({ variable }) => variable === name)
  if (!row) throw new Error(name)
  return row
}

function sayIn(namespace: 'compare' | 'analysis' | 'figures', messages: typeof chinese = english): Say {
  const onError = (error: Error) => {
    throw error
  }
  return createTranslator({ locale: 'en', messages, namespace, onError }) as Say
}

describe('the picker', () => {
  it('shows one line a question, with a box for each visit and level', () => {
    const families = listFamilies(desk.variables)
    const names = (id: string) => families.find((family) => family.id === id)?.members.map(({ name }) => name)
    expect(names('vas:vas')).toEqual(['vas_pre', 'vas_m3', 'vas_m12'])
    expect(names('leakage:leak')).toEqual(['leak_t12', 'leak_l1'])
    expect(families.flatMap(({ members }) => members).length).toBe(desk.variables.length)
    expect(groupBySection(families).flatMap((section) => section.families).length).toBe(families.length)
  })

  it('finds by every word, in both languages and by the name of a column', () => {
    const families = listFamilies(desk.variables)
    const find = (typed: string) => searchFamilies(families, typed).map(({ id }) => id)
    expect(find('疼痛')).toEqual(['vas:vas'])
    expect(find('VAS ｍ３')).toEqual(['vas:vas'])
    expect(find('age')).toContain('demographics:age')
    expect(find('pain sex')).toEqual([])
    expect(find('  ').length).toBe(families.length)
  })
})

describe('presets', () => {
  it('choose what a table usually holds and nobody lacks', () => {
    const names = (preset: Preset) => listPreset(preset, desk).map(({ name }) => name)
    expect(names('baseline')).toEqual(['sex', 'age', 'vas_pre'])
    expect(names('outcomes')).toEqual(['vas_pre', 'vas_m3', 'vas_m12', 'macnab_m12'])
    expect(names('complications')).toEqual(['complication_cement_leakage'])
    expect(names('operation')).toEqual([])
    expect(listPreset('changes', desk)).toEqual([
      { name: 'vas_m3', as: 'change' },
      { name: 'vas_m12', as: 'change' },
    ])
    expect(listPreset('changes', desk, '')).toEqual([])
  })
})

describe('names in the table', () => {
  it('say the visit, the level and the primary outcome, and change no number', () => {
    const named = nameRows(result, desk, 'zh-CN', '（主要结局）', sayIn('compare', chinese))
    const labels = named.rows.map(({ label }) => label.zh)
    expect(labels[0]).toMatch(/，术后 12 个月$/)
    expect(labels[1]).toMatch(/，术后 3 个月（主要结局）$/)
    expect(labels[4]).toMatch(/，T12$/)
    const bare = (rows: typeof result.rows) => rows.map(({ label: _label, ...row }) => row)
    expect(bare(named.rows)).toEqual(bare(result.rows))
  })
})

describe('the table as a file', () => {
  it('holds what is printed, with n where some are missing, and the notes below', () => {
    const layout = layoutTable(result, 'en', sayIn('analysis') as Translate)
    const lines = writeTables([{ ...layout, notes: ['A note, with a comma'] }]).split('\r\n')
    expect(lines[0]).toContain('(n = 20)')
    expect(lines[2]).toContain('[n = 15]')
    expect(lines.filter((line) => line.includes('[n = ')).length).toBe(1)
    expect(lines).toContain('"A note, with a comma"')
    expect(textOfCell({ runs: [{ text: 't', italic: true }, { text: ' = 1' }], align: 'right' })).toBe(
      't = 1',
    )
  })
})

describe('figures of a row', () => {
  it('joins the visits in their order, with t intervals', () => {
    const spec = drawRow('means', rowOf('vas_m12'), { result, desk, locale: 'en', say: sayIn('compare') })
    if (spec.kind !== 'means') throw new Error(spec.kind)
    expect(spec.input).toMatchObject({
      better: 'lower',
      range: { min: 0, max: 10 },
      visits: ['3 mo', '12 mo'],
    })
    const [group] = spec.input.groups
    const cell = rowOf('vas_m3').cells[0]
    const point = group?.points[0]
    expect(point).toMatchObject({ n: 15, mean: cell?.mean })
    // t(0.975, 14) of printed tables.
    expect(((point?.high ?? 0) - (point?.mean ?? 0)) / ((cell?.sd ?? 1) / Math.sqrt(15))).toBeCloseTo(
      2.145,
      3,
    )
  })

  it('draws no interval about fewer than five patients', () => {
    const few = compareGroups({ ...result.plan, population: [{ variable: 'age', max: 63 }] }, makeDataset())
    const row = few.rows[0]
    if (!row) throw new Error('no row')
    const spec = drawRow('means', row, { result: few, desk, locale: 'en', say: sayIn('compare') })
    const points = spec.kind === 'means' ? spec.input.groups.flatMap((group) => group.points) : []
    expect(points.some((point) => point !== null && point.n < 5)).toBe(true)
    for (const point of points) if (point) expect(point.low === null).toBe(point.n < 5)
  })

  it('says nothing of which way is better where nobody knows', () => {
    const spec = drawRow('box', rowOf('age'), { result, desk, locale: 'en', say: sayIn('compare') })
    expect(spec.kind === 'box' && spec.input).not.toHaveProperty('better')
  })

  it('offers what fits each row and draws it in both languages', () => {
    expect(listFigureKinds(rowOf('vas_m3'), { result, desk })).toEqual(['means', 'box'])
    expect(listFigureKinds(rowOf('sex'), { result, desk })).toEqual(['proportions'])
    for (const [locale, messages] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const say = createTranslator({ locale, messages }) as Say
      for (const row of result.rows)
        for (const kind of listFigureKinds(row, { result, desk })) {
          const spec = drawRow(kind, row, {
            result,
            desk,
            locale,
            say: (key, params) => say(`compare.${key}`, params),
          })
          const frame = { id: 'f', width: 640, title: 'T', description: 'D' }
          const svg = renderSvg(drawFigure(spec, frame, figureWords(say)))
          expect(svg).toContain('<svg')
          expect(svg).not.toMatch(/NaN|undefined|compare\./)
        }
    }
  })

  it('counts a proportion over those who have a value', () => {
    const row = rowOf('leak_t12')
    const spec = drawRow('proportions', row, { result, desk, locale: 'en', say: sayIn('compare') })
    if (spec.kind !== 'proportion-dots') throw new Error(spec.kind)
    const yes = row.levels.findIndex(({ key }) => key === 'yes')
    expect(spec.input.rows.map(({ k, n }) => [k, n])).toEqual(
      row.cells.map(({ counts, n }) => [counts[yes], n]),
    )
  })
})
