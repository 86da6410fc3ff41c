import { describe, expect, it } from 'vitest'
import { listColumns, parseAllocationList } from '@/lib/exchange/allocation-list'
import type { Randomisation } from '@/lib/protocol/protocol'

const answers = (...codes: string[]) => codes.map((code) => ({ code, label: { zh: code, en: code } }))
const plan: Randomisation = {
  kind: 'list',
  ratio: { pvp: 1, '3d_pvp': 1 },
  blockSizes: [4],
  bySite: true,
  strata: [{ code: 'severity', label: { zh: '程度', en: 'Severity' }, answers: answers('mild', 'severe') }],
}
const parse = (text: string) => parseAllocationList(text, plan, ['NORTH', 'SOUTH'])
const codesOf = (text: string) => parse(text).issues.map(({ code, params }) => ({ code, ...params }))

describe('an imported randomisation list', () => {
  it('is read in its own order, columns in any order', () => {
    const { rows, issues } = parse(
      'arm,severity,number,site\r\npvp,mild,R-001,NORTH\r\n3d_pvp,severe,R-002,SOUTH\r\n\r\n',
    )
    expect(issues).toEqual([])
    expect(rows).toEqual([
      { number: 'R-001', stratum: 'NORTH/mild', arm: 'pvp' },
      { number: 'R-002', stratum: 'SOUTH/severe', arm: '3d_pvp' },
    ])
    expect(listColumns(plan)).toEqual(['number', 'site', 'severity', 'arm'])
  })

  it.each([
    [
      'a column that is missing',
      'number,site,arm\n1,NORTH,pvp',
      'list_column_missing',
      { column: 'severity' },
    ],
    [
      'a column too many',
      'number,site,severity,arm,name\n1,NORTH,mild,pvp,x',
      'list_column_unknown',
      { column: 'name' },
    ],
    ['no line', 'number,site,severity,arm\n', 'list_empty', {}],
    ['no text', '', 'csv_empty', {}],
    [
      'a number twice',
      'number,site,severity,arm\n1,NORTH,mild,pvp\n1,SOUTH,mild,pvp',
      'list_number_repeated',
      { line: 3, first: 2, number: '1' },
    ],
    ['a number that is none', 'number,site,severity,arm\n,NORTH,mild,pvp', 'list_number', { line: 2 }],
    [
      'a site of another study',
      'number,site,severity,arm\n1,EAST,mild,pvp',
      'list_site',
      { line: 2, value: 'EAST' },
    ],
    [
      'an answer that is not offered',
      'number,site,severity,arm\n1,NORTH,bad,pvp',
      'list_answer',
      { line: 2, column: 'severity', value: 'bad' },
    ],
    [
      'an arm that the protocol has not',
      'number,site,severity,arm\n1,NORTH,mild,constructor',
      'list_arm',
      { line: 2 },
    ],
    [
      'a row of another length',
      'number,site,severity,arm\n1,NORTH,mild',
      'csv_columns',
      { line: 2, expected: 4, found: 3 },
    ],
  ])('is refused for %s', (_, text, code, params) => {
    expect(codesOf(text)).toEqual([{ code, ...params }])
    expect(parse(text).rows).toEqual([])
  })

  it('names at most twenty faults and quotes no arm', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i},NORTH,mild,secret_arm`)
    const { issues } = parse(['number,site,severity,arm', ...lines].join('\n'))
    expect(issues).toHaveLength(20)
    expect(JSON.stringify(issues)).not.toContain('secret_arm')
  })
})
