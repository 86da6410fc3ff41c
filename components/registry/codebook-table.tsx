import { useTranslations } from 'next-intl'
import type { CodebookRow } from '@/lib/codebook/describe'
import type { Range } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import { sayFormulaSource } from '@/lib/instruments/say-source'
import { usePageLocale } from './use-page-locale'

const CELL = 'border-b border-line px-2 py-1.5 text-left align-top'

/** What an item is called in each shape of an extract. */
export interface ColumnNames {
  readonly wide: readonly string[]
  readonly long: readonly string[]
}

interface CodebookTableProps {
  caption: string
  rows: readonly CodebookRow[]
  columnsOf: (row: CodebookRow) => ColumnNames | undefined
}

export function CodebookTable({ caption, rows, columnsOf }: CodebookTableProps) {
  const t = useTranslations('codebook.head')
  const page = useTranslations('codebookPage')
  const locale = usePageLocale()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full min-w-4xl border-separate border-spacing-0">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {[
              t('variable'),
              t('label'),
              t('kind'),
              t('codes'),
              page('ranges'),
              page('conditions'),
              page('inExtracts'),
            ].map((head) => (
              <th
                key={head}
                scope="col"
                className="h-row border-y border-line bg-well px-2 text-left text-xs font-medium whitespace-nowrap text-dim"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.variable}>
              <th scope="row" className={`${CELL} sticky left-0 bg-paper font-normal`}>
                <code className="text-xs">{row.variable}</code>
              </th>
              <td className={`${CELL} max-w-80`}>
                {textOf(row.label, locale)}
                <span lang={other} className="block text-xs text-dim">
                  {textOf(row.label, other)}
                </span>
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                <Kind row={row} />
              </td>
              <td className={CELL}>
                <Codes row={row} />
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                <Ranges row={row} />
              </td>
              <td className={`${CELL} max-w-96 text-xs`}>
                <Conditions row={row} />
              </td>
              <td className={`${CELL} text-xs`}>
                <Names names={columnsOf(row)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Names({ names }: { names: ColumnNames | undefined }) {
  const t = useTranslations('codebookPage')
  if (!names) return <span className="text-dim">{t('staysHere')}</span>
  return (
    <ul className="grid gap-0.5">
      {(['wide', 'long'] as const).map((shape) => (
        <li key={shape}>
          <span className="text-dim">{t(shape)}</span> <NameList names={names[shape]} />
        </li>
      ))}
    </ul>
  )
}

/** Few names in full; of many the first, the last and how many. */
function NameList({ names }: { names: readonly string[] }) {
  const t = useTranslations('codebookPage')
  if (names.length <= 3) return <code className="break-all">{names.join(' ')}</code>
  return (
    <details className="inline">
      <summary className="cursor-pointer">
        <code>{names[0]}</code> … <code>{names.at(-1)}</code>{' '}
        <span className="text-dim">{t('columns', { count: names.length })}</span>
      </summary>
      <code className="block break-all">{names.join(' ')}</code>
    </details>
  )
}

function Kind({ row }: { row: CodebookRow }) {
  const t = useTranslations('codebook')
  return (
    <>
      {t(`kind.${row.kind}`)}
      {row.unit && <span className="text-dim"> {row.unit}</span>}
      <span className="block text-xs text-dim">{t(`measure.${row.measure}`)}</span>
    </>
  )
}

function Codes({ row }: { row: CodebookRow }) {
  const locale = usePageLocale()
  const [first] = row.codes
  const last = row.codes.at(-1)
  if (!first || !last) return '–'
  // Marks that stand for nothing but themselves need no list.
  if (row.codes.every(({ code, key, label }) => key === String(code) && label.zh === key)) {
    return `${first.code} – ${last.code}`
  }
  return (
    <ul className="grid gap-0.5 text-xs">
      {row.codes.map(({ code, key, label }) => (
        <li key={code}>
          <span className="inline-block min-w-5 text-right">{code}</span> {textOf(label, locale)}{' '}
          <code className="text-dim">{key}</code>
        </li>
      ))}
    </ul>
  )
}

function Ranges({ row }: { row: CodebookRow }) {
  const t = useTranslations('codebook.head')
  const page = useTranslations('codebookPage')
  if (!row.hard && !row.soft && !row.decimals) return '–'
  return (
    <ul className="grid gap-0.5 text-xs">
      {row.hard && (
        <li>
          <span className="text-dim">{t('hard')}</span> {sayRange(row.hard)}
        </li>
      )}
      {row.soft && (
        <li>
          <span className="text-dim">{t('soft')}</span> {sayRange(row.soft)}
        </li>
      )}
      {row.decimals !== null && row.decimals > 0 && <li>{page('decimals', { count: row.decimals })}</li>}
    </ul>
  )
}

function sayRange({ min, max }: Range): string {
  if (min === undefined) return `≤ ${formatNumber(max)}`
  return max === undefined ? `≥ ${formatNumber(min)}` : `${formatNumber(min)} – ${formatNumber(max)}`
}

function Conditions({ row }: { row: CodebookRow }) {
  const t = useTranslations('codebook.head')
  const locale = usePageLocale()
  const page = useTranslations('codebookPage')
  const marks = [
    row.required && t('required'),
    row.identifying && t('identifying'),
    row.partial && page('partial'),
  ].filter(Boolean)
  return (
    <ul className="grid gap-0.5">
      {marks.length > 0 && <li>{marks.join(' · ')}</li>}
      {row.showIf && (
        <li>
          <span className="text-dim">{t('showIf')}</span> <code>{row.showIf}</code>
        </li>
      )}
      {row.formula && (
        <>
          <li>
            <span className="text-dim">{t('formula')}</span> {textOf(row.formula.text, locale)}{' '}
            <code className="text-dim">
              {row.formula.id} v{row.formula.version}
            </code>
          </li>
          <li>
            <span className="text-dim">{t('source')}</span> {textOf(sayFormulaSource(row.formula), locale)}
          </li>
        </>
      )}
    </ul>
  )
}
