import { describe, expect, it } from 'vitest'
import { RESTORATION } from '@/lib/instruments/height-change'
import { RECOVERY } from '@/lib/instruments/joa-recovery'
import { isUnverified, isUnverifiedFormula, sayFormulaSource, saySource } from '@/lib/instruments/say-source'
import { listInstruments } from '@/lib/instruments/shelf'

const sources = [
  RECOVERY.source,
  RESTORATION.source,
  ...new Set(
    listInstruments().flatMap(({ source, items }) => [
      source,
      ...items.flatMap((item) => (item.kind === 'calculated' ? [item.formula.source] : [])),
    ]),
  ),
]

/** Words of a reference that are the same in every language. */
const REFERENCE = /doi:\S+|\b[\w-]+(\.[\w-]+)+\S*|Medical Outcomes Study/g

describe('a source', () => {
  it.each(sources)('has no English prose on a Chinese page: %s', (source) => {
    const { zh, en } = saySource(source)
    expect(en).toBe(source)
    expect(zh.replace(REFERENCE, '').match(/\b[a-z]{3,}\b/g) ?? []).toEqual([])
    expect(zh).not.toMatch(/[\u4e00-\u9fff] ?[;:(]/)
  })

  it.each(sources)('that was not read is said so in both: %s', (source) => {
    expect(saySource(source).zh.includes('未核实')).toBe(isUnverified(source))
    expect(isUnverified(saySource(source).zh)).toBe(isUnverified(source))
  })

  it('of a study’s own form stands as it was written', () => {
    expect(saySource('Ward protocol; page 3')).toEqual({
      zh: 'Ward protocol; page 3',
      en: 'Ward protocol; page 3',
    })
  })

  it('names what the clinical reference marks as not checked', () => {
    const marked = sources.filter(isUnverified).join(' ')
    for (const one of ['JOA 1986', 'MOS manual', 'Pfirrmann', 'Charlson', 'WHO 1994', 'Modic', 'EQ-5D-5L']) {
      expect(marked).toContain(one)
    }
  })

  it('of a formula that goes by usage says so, though the paper was read for another', () => {
    const formulas = listInstruments()
      .flatMap(({ items }) => items)
      .flatMap((item) => (item.kind === 'calculated' ? [item.formula] : []))
    const lost = formulas.filter(({ id }) => id.startsWith('height-loss'))
    expect(lost).toHaveLength(2)
    for (const formula of formulas) {
      const { zh, en } = sayFormulaSource(formula)
      expect([zh.includes('未核实'), en.includes('unverified')]).toEqual(
        Array.from({ length: 2 }, () => isUnverifiedFormula(formula)),
      )
    }
    for (const formula of lost) expect(isUnverifiedFormula(formula)).toBe(true)
  })
})
