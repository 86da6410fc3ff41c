'use client'

import { Fragment, useCallback, useMemo, type RefObject } from 'react'
import { useLocale } from 'next-intl'
import type { Instrument, Item } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { ItemRow } from './item-row'
import { SoftCheck } from './soft-check'
import { asMissingReason, missingKey, reasonKey } from './texts'
import type { EntryState } from './use-entry'
import { isSoftIssue } from './use-save'
import type { EntryView } from './view'

interface ItemListProps {
  view: EntryView
  instrument: Instrument
  entry: EntryState
  form: RefObject<HTMLFormElement | null>
  previousVisit: string
  /** Opens what was asked back about a field; null before the first save. */
  onQuery: ((item: string) => void) | null
}

const NO_QUERIES: EntryView['queries'] = []

/** The items that are asked now, under their headings. */
export function ItemList(props: ItemListProps) {
  const { view, instrument, entry, form, previousVisit, onQuery } = props
  const locale = useLocale() as Locale
  const { texts, reading, tried, left, served } = entry
  const { setMissing } = entry
  const onMissing = useCallback<Parameters<typeof ItemRow>[0]['onMissing']>(
    (item, reason) => setMissing(form.current, item, reason),
    [setMissing, form],
  )
  const queries = useMemo(() => groupByItem(view.queries), [view.queries])
  const asked = instrument.items.filter((item) => reading.visible.has(item.name))
  const rows = asked.filter((item) => item.kind !== 'calculated')
  const shared = listSharedHelp(rows)

  function softOf({ name }: Item): readonly FieldIssue[] | undefined {
    const told = served.get(name)
    if (told && isSoftIssue(told)) return [told]
    const speaks = tried || left.has(name) || (entry.base.texts?.[reasonKey(name)] ?? '') !== ''
    return speaks ? reading.soft.get(name) : undefined
  }
  function hardOf({ name }: Item): FieldIssue | undefined {
    const told = served.get(name)
    if (told && !isSoftIssue(told)) return told
    return tried || left.has(name) ? reading.hard.get(name) : undefined
  }

  return (
    <>
      {rows.map((item, index) => {
        const heading = item.section && textOf(item.section, locale)
        const above = rows[index - 1]?.section
        const begins = heading !== undefined && heading !== (above && textOf(above, locale))
        const help = shared.get(item)
        return (
          <Fragment key={item.name}>
            {(begins || help) && (
              <div className="field-whole flex flex-wrap items-baseline gap-x-3 border-b border-line pt-2 pb-1">
                {begins && <h3 className="font-medium">{heading}</h3>}
                {help && <span className="text-xs text-dim">{textOf(help, locale)}</span>}
              </div>
            )}
            <ItemRow
              item={item}
              text={texts[item.name] ?? ''}
              missing={asMissingReason(texts[missingKey(item.name)])}
              reason={texts[reasonKey(item.name)] ?? ''}
              today={view.today}
              issue={hardOf(item)}
              soft={softOf(item)}
              wantsReason={tried}
              previous={view.previous?.values[item.name]}
              previousVisit={previousVisit}
              withHelp={!isShared(rows, item)}
              onMissing={onMissing}
              queries={queries.get(item.name) ?? NO_QUERIES}
              onQuery={onQuery}
            />
          </Fragment>
        )
      })}
      {asked
        .filter((item) => item.kind === 'calculated')
        .map((item) => {
          const soft = tried || reading.lacking.length === 0 ? reading.soft.get(item.name) : undefined
          return (
            soft && (
              <div key={item.name} className="field-whole grid gap-1">
                <span className="font-medium">{textOf(item.label, locale)}</span>
                <SoftCheck
                  item={item.name}
                  issues={soft}
                  reason={texts[reasonKey(item.name)] ?? ''}
                  wanted={tried}
                />
              </div>
            )
          )
        })}
    </>
  )
}

function groupByItem(queries: EntryView['queries']): ReadonlyMap<string, EntryView['queries']> {
  const items = new Set(queries.map(({ item }) => item))
  return new Map([...items].map((item) => [item, queries.filter((query) => query.item === item)]))
}

const sameHelp = (a: Item | undefined, b: Item) =>
  a?.help !== undefined && a.help.zh === b.help?.zh && a.help.en === b.help.en

/** Help that neighbours share is said once, above the first of them. */
function isShared(rows: readonly Item[], item: Item): boolean {
  const here = rows.indexOf(item)
  return sameHelp(rows[here - 1], item) || sameHelp(rows[here + 1], item)
}

function listSharedHelp(rows: readonly Item[]): ReadonlyMap<Item, NonNullable<Item['help']>> {
  const firsts = rows.filter(
    (item, index) => item.help && sameHelp(rows[index + 1], item) && !sameHelp(rows[index - 1], item),
  )
  return new Map(firsts.flatMap((item) => (item.help ? [[item, item.help] as const] : [])))
}
