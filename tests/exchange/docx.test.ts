import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { textOfCell } from '@/lib/analysis/table-parts'
import { partColumns } from '@/lib/exchange/docx-columns'
import { splitText } from '@/lib/exchange/docx-runs'
import { writeDocx } from '@/lib/exchange/docx-write'
import { packSheets } from '@/lib/exchange/pack-sheets'
import type { PaperPack } from '@/lib/exchange/paper-pack'
import { makePack, NOW, type PackPlan } from './pack'

const PRINTED: PackPlan = {
  study: 'ovcf',
  rows: [
    { variable: 'sex' },
    { variable: 'age' },
    { variable: 'course_y' },
    { variable: 'compression' },
    { variable: 'leak' },
    { variable: 'vas', visit: 'm12' },
  ],
  baseline: 'pre',
  within: true,
}
const COMPLICATIONS = {
  study: 'snrb',
  rows: [{ variable: 'residual_lbp' }, { variable: 'recurrent_pain' }, { variable: 'relapse' }],
}
const WIDE = [
  'age',
  'course_y',
  'bmd_g_cm2',
  'puncture_min',
  'cement_ml',
  'sex',
  'compression',
  'leak',
  'site',
  'type',
]

const read = async (pack: PaperPack) => unzipSync(await writeDocx(pack, NOW))
const bodyOf = async (pack: PaperPack) =>
  strFromU8((await read(pack))['word/document.xml'] ?? new Uint8Array())

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string) =>
  xml
    .replaceAll(/<w:br\/>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '?')
const within = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<w:${tag}(?: [^>]*)?>.*?</w:${tag}>`, 'gs'))].map(([found]) => found)
/** Space that holds a line together is space; what stands behind a statistic is its mark. */
const flat = (text: string) => text.replaceAll(/[\u00a0\n]/g, ' ').trim()
const cellsOf = (table: string) =>
  within(table, 'tr').map((row) => within(row, 'tc').map((cell) => flat(plain(cell))))

describe('the document', () => {
  it.each(['zh-CN', 'en'] as const)('holds each cell of each table once, in %s', async (locale) => {
    const pack = makePack(locale, PRINTED)
    expect(pack.tables).toHaveLength(2)
    const tables = within(await bodyOf(pack), 'tbl').map(cellsOf)
    expect(tables).toEqual(
      pack.tables.map(({ layout, tests }) =>
        [layout.head, ...layout.body].map(({ cells }) =>
          cells.map((cell) => {
            const text = cell.runs.map((run) => run.text).join('')
            const mark = tests.find(({ test }) => test === cell.test)?.mark ?? ''
            return flat(`${text}${mark}${cell.n === undefined ? '' : ` n = ${cell.n}`}`)
          }),
        ),
      ),
    )
  })

  it('draws three lines and none upright', async () => {
    const [table = ''] = within(await bodyOf(makePack('zh-CN', COMPLICATIONS)), 'tbl')
    const [borders = ''] = within(table, 'tblBorders')
    const sides = Object.fromEntries(
      [...borders.matchAll(/<w:(\w+) [^>]*w:val="(\w+)"[^>]*?>/g)].map(([all, side = '', style]) => [
        side,
        `${style} ${/w:sz="(\d+)"/.exec(all)?.[1]}`,
      ]),
    )
    expect(sides).toEqual({
      top: 'single 12',
      bottom: 'single 12',
      left: 'none 0',
      right: 'none 0',
      insideH: 'none 0',
      insideV: 'none 0',
    })
    const [head = '', ...rest] = within(table, 'tr')
    expect(head).toContain('<w:tblHeader/>')
    const [cell = ''] = within(head, 'tcBorders')
    expect(cell).toMatch(/<w:bottom [^>]*w:sz="6"/)
    expect(cell).not.toMatch(/<w:(left|right|start|end) /)
    expect(rest.join('')).not.toContain('tcBorders')
  })

  it('sets statistics in italics, and numbers not', async () => {
    const [table = ''] = within(await bodyOf(makePack('zh-CN', PRINTED)), 'tbl')
    const runs = within(table, 'r').map((run) => ({ text: plain(run), italic: /<w:i\/>/.test(run) }))
    const italic = new Set(runs.filter((run) => run.italic).map(({ text }) => text))
    for (const symbol of ['P', 'χ²', 'x\u0304', 's', 'n', 'Z']) expect(italic, symbol).toContain(symbol)
    for (const text of italic) expect(text).not.toMatch(/\d/)
  })

  it('names the test behind each statistic under the table', async () => {
    const pack = makePack('en', PRINTED)
    const [{ tests, layout } = { tests: [], layout: undefined }] = pack.tables
    expect(tests.map(({ mark }) => mark)).toEqual(['a', 'b', 'c', 'd'].slice(0, tests.length))
    expect(tests.length).toBeGreaterThan(1)
    const text = flat(plain(await bodyOf(pack)))
    for (const { mark, name } of tests) expect(text).toContain(`${mark} ${name}`)
    for (const note of layout?.notes ?? []) expect(text).toContain(note)
  })

  it('says title with number, methods, and last the receipt', async () => {
    const pack = makePack('zh-CN', { ...COMPLICATIONS, title: '并发症 <B> & C' })
    const body = await bodyOf(pack)
    expect(body).not.toContain('undefined')
    const lines = within(body, 'p').map((line) => flat(plain(line)))
    expect(lines[0]).toBe('表 1\u2003并发症 <B> & C')
    expect(lines).toContain('统计学方法')
    expect(lines).toContain(pack.methods.text)
    expect(lines.slice(-pack.receipt.lines.length)).toEqual(
      pack.receipt.lines.map(([name, value]) => `${name}：${value}`),
    )
    for (const told of ['a1'.repeat(32), 'b2'.repeat(32), 'suivi-analysis/test', '2026-03-05 10:32 UTC'])
      expect(lines.slice(-8).join('\n')).toContain(told)
  })

  it('is A4 with fonts for both scripts, and lies across only where it must', async () => {
    const files = await read(makePack('en', { ...PRINTED, rows: [{ variable: 'age' }], within: false }))
    const styles = strFromU8(files['word/styles.xml'] ?? new Uint8Array())
    expect(styles).toMatch(/w:ascii="Times New Roman"[^>]*w:eastAsia="SimSun"/)
    const body = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    expect(body).toMatch(/<w:pgSz [^>]*w:w="11906" w:h="16838"/)
    expect(body).not.toContain('landscape')
    const rows = WIDE.map((variable) => ({ variable }))
    const wide = await bodyOf(makePack('en', { study: 'ovcf', rows, layout: 'groups' }))
    expect(wide).toMatch(/<w:pgSz [^>]*w:w="16838" w:h="11906"[^>]*w:orient="landscape"/)
  })

  it('is the same bytes for the same input and now, whatever the clock says', async () => {
    const pack = makePack('zh-CN', PRINTED)
    const first = await writeDocx(pack, NOW)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await writeDocx(pack, NOW)).toEqual(first)
    const core = strFromU8(unzipSync(first)['docProps/core.xml'] ?? new Uint8Array())
    expect(core.match(/2026-03-05T10:32:00Z/g)).toHaveLength(2)
    expect(await writeDocx(pack, new Date('2026-03-06T00:00:00Z'))).not.toEqual(first)
  })

  it('has room for signs that XML forbids', async () => {
    const body = await bodyOf(makePack('en', { ...COMPLICATIONS, title: 'a\u0001b\uffffc' }))
    expect(body).not.toMatch(/[\u0000-\u0008\uffff]/)
  })
})

describe('groups as rows', () => {
  const rows = WIDE.map((variable) => ({ variable }))

  it.each(['zh-CN', 'en'] as const)(
    'are parted between variables where the page ends, in %s',
    async (locale) => {
      const pack = makePack(locale, { study: 'ovcf', rows, layout: 'groups' })
      const [table] = pack.tables
      if (!table) throw new Error('no table')
      const parts = partColumns(table.layout)
      expect(parts.length).toBeGreaterThan(1)
      const columns = parts.map(({ head }) => head.cells.slice(2).map(textOfCell))
      expect(columns.flat()).toEqual(table.layout.head.cells.slice(2).map(textOfCell))
      for (const { head, body } of parts) {
        expect(head.cells.slice(0, 2)).toEqual(table.layout.head.cells.slice(0, 2))
        for (const line of body) expect(line.cells).toHaveLength(head.cells.length)
      }
      const text = plain(await bodyOf(pack))
      expect(text).toContain(table.continued)
      expect(within(await bodyOf(pack), 'tbl')).toHaveLength(parts.length)
    },
  )

  it('stay one table where they fit', () => {
    const [table] = makePack('zh-CN', { ...COMPLICATIONS, layout: 'groups' }).tables
    expect(table && partColumns(table.layout)).toEqual([table?.layout])
  })
})

describe('symbols', () => {
  const italics = (text: string, where: 'cell' | 'prose') =>
    splitText(text, where).flatMap((piece) => (piece.italics ? [piece.text] : []))

  it('are found where they are symbols', () => {
    expect(italics('采用 Student t 检验、χ² 检验，以 P < 0.05 为差异有统计学意义。', 'prose')).toEqual([
      't',
      'χ²',
      'P',
    ])
    expect(italics('VAS（分，x\u0304 ± s）', 'cell')).toEqual(['x\u0304', 's'])
    expect(italics('stay (d, median (Q1, Q3))', 'cell')).toEqual(['Q', 'Q'])
    expect(italics('住院（d，M (Q1, Q3)）', 'cell')).toEqual(['M', 'Q', 'Q'])
    expect(italics('P (n = 39)', 'cell')).toEqual(['n'])
  })

  it('are not letters of words and labels', () => {
    expect(italics('Differences are P − S, S − P.', 'prose')).toEqual([])
    expect(italics('Student’s test of T12 in SNRB+P and F/M, SF-36, L5-S1', 'prose')).toEqual([])
    expect(italics('M', 'cell')).toEqual([])
    expect(italics('PVP s', 'cell')).toEqual([])
  })
})

describe('the workbook', () => {
  it('has a sheet a table with the numbers as they are printed, and one of words', () => {
    const pack = makePack('zh-CN', PRINTED)
    const sheets = packSheets(pack)
    expect(sheets.map(({ name }) => name)).toEqual(['表 1', '表 2', '回执'])
    for (const [at, { layout, tests }] of pack.tables.entries()) {
      const sheet = sheets[at]
      const rows = [...(sheet?.rows ?? [])]
      expect(rows).toHaveLength(sheet?.count ?? 0)
      expect(sheet?.columns.map(({ name }) => name)).toEqual(layout.head.cells.map(textOfCell))
      for (const [line, { cells }] of layout.body.entries())
        for (const [column, cell] of cells.entries()) {
          const mark = tests.find(({ test }) => test === cell.test)?.mark
          const text = textOfCell(cell) + (mark === undefined ? '' : ` [${mark}]`)
          expect(String(rows[line]?.[column]).trim()).toBe(text)
        }
      const said = rows.slice(layout.body.length).flat()
      for (const note of layout.notes) expect(said).toContain(note)
    }
    expect([...(sheets[2]?.rows ?? [])]).toContainEqual(['统计学方法', pack.methods.text])
  })
})
