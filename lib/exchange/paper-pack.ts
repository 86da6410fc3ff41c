/** What a journal asks of a comparison, as plain data: Word and the workbook only write it. */
import type { LaidResult } from '@/lib/analysis/lay-result'
import type { AnyTestId } from '@/lib/analysis/result'
import type { TableLayout, Translate } from '@/lib/analysis/table-parts'
import { formatInstant } from '@/lib/i18n/format-date'
import type { Locale } from '@/lib/i18n/locale'

export interface PackTable {
  /** "表 1" / "Table 1" */
  readonly number: string
  /** Over the further parts of a table that is too wide for one page. */
  readonly continued: string
  readonly layout: TableLayout
  /** The tests behind the statistics, each with its mark: a, b, c … */
  readonly tests: readonly PackTest[]
}

export interface PackTest {
  readonly test: AnyTestId
  readonly mark: string
  readonly name: string
}

export interface PaperPack {
  readonly locale: Locale
  /** Of the file. */
  readonly title: string
  readonly tables: readonly PackTable[]
  /** Stands before the notes under a table: "注：". */
  readonly notes: string
  readonly methods: { readonly heading: string; readonly text: string }
  /** Name and value of each line. */
  readonly receipt: { readonly heading: string; readonly lines: readonly (readonly [string, string])[] }
}

/** Where a result comes from: with these anyone gets the same numbers again. */
export interface PackSource {
  readonly study: string
  /** SHA-256, hex. */
  readonly planHash: string
  /** SHA-256, hex. */
  readonly datasetHash: string
  readonly engine: string
  /** When the comparison was run. */
  readonly createdAt: Date
}

/** The pack of a result. `say` is the translator of all messages, in the language of `locale`. */
export function layPack(laid: LaidResult, source: PackSource, locale: Locale, say: Translate): PaperPack {
  const { result, tables, methods, conditions } = laid
  const { study, planHash, datasetHash, engine, createdAt } = source
  const line = (key: string) => say(`compare.receiptLines.${key}`)
  const { filtered, noGroup } = result.excluded
  return {
    locale,
    title: `${study}: ${laid.main.title}`,
    tables: tables.map((layout, at) => ({
      number: say('pack.table', { n: at + 1 }),
      continued: say('pack.continued', { n: at + 1 }),
      layout,
      tests: listTests(layout, say),
    })),
    notes: say('pack.notes'),
    methods: { heading: say('pack.methods'), text: methods },
    receipt: {
      heading: say('compare.receipt'),
      lines: [
        [say('compare.study'), study],
        [line('patients'), say('compare.patientsLine', { n: result.n, excluded: filtered + noGroup })],
        ...conditions.map((condition) => [line('conditions'), condition] as const),
        [line('rule'), say(`analysis.rules.${result.plan.rule}`)],
        [line('planHash'), planHash],
        [line('datasetHash'), datasetHash],
        [line('engine'), engine],
        [line('time'), `${formatInstant(createdAt, 'UTC')} UTC`],
      ],
    },
  }
}

/** Each test once, in the order a reader meets it. */
function listTests({ body }: TableLayout, say: Translate): PackTest[] {
  const cells = body.flatMap((line) => line.cells)
  const tests = new Set(cells.flatMap(({ test }) => (test === undefined ? [] : [test])))
  return [...tests].map((test, at) => ({
    test,
    mark: String.fromCharCode(97 + at),
    name: say(`analysis.tests.${test}`),
  }))
}
