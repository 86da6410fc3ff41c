'use client'

import { memo } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Item, ItemValue, MissingReason } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Field } from '@/components/ui/field'
import { useIssueText } from '@/components/ui/problem-text'
import { ItemControl } from './item-control'
import { readMissingKey } from './keys'
import { MissingButtons } from './missing-buttons'
import { QueryMark } from './query-mark'
import { showRange, showValue } from './show-value'
import { SoftCheck } from './soft-check'
import type { QueryView } from './view'

interface ItemRowProps {
  item: Item
  text: string
  missing: MissingReason | null
  reason: string
  today: string
  /** Refuses the save. */
  issue: FieldIssue | undefined
  soft: readonly FieldIssue[] | undefined
  wantsReason: boolean
  previous: ItemValue | undefined
  previousVisit: string
  withHelp: boolean
  onMissing: (item: string, reason: MissingReason | null) => void
  queries: readonly QueryView[]
  onQuery: ((item: string) => void) | null
}

/** One item on the four columns: label, control, unit and range, value of the visit before. */
export const ItemRow = memo(function ItemRow(props: ItemRowProps) {
  const { item, text, missing, reason, today, issue, soft, wantsReason, previous, previousVisit } = props
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const missingText = useTranslations('missing')
  const issueText = useIssueText()
  const label = textOf(item.label, locale)
  const help = props.withHelp && item.help ? textOf(item.help, locale) : undefined
  const takesLetters = item.kind === 'text'
  const before =
    previous === undefined
      ? undefined
      : t('previous', { value: showValue(item, previous, locale, missingText), visit: previousVisit })
  return (
    <Field
      label={label}
      unit={item.unit}
      range={showRange(item)}
      description={help}
      error={issue && issueText(issue)}
      previous={before}
      required={item.required ?? false}
      group={item.kind === 'choice' || item.kind === 'multi'}
      aside={soft && <SoftCheck item={item.name} issues={soft} reason={reason} wanted={wantsReason} />}
    >
      {(control) => (
        <div
          className="group/control flex flex-wrap items-baseline gap-x-2"
          onKeyDown={(event) => {
            const key = readMissingKey(event, takesLetters)
            if (key === null) return
            event.preventDefault()
            props.onMissing(item.name, missing === key ? null : key)
          }}
        >
          <ItemControl
            item={item}
            text={text}
            control={control}
            locale={locale}
            today={today}
            onClear={() => props.onMissing(item.name, null)}
          />
          <MissingButtons
            label={t('missingOf', { item: label })}
            reason={missing}
            onReason={(next) => props.onMissing(item.name, next)}
          />
          {props.onQuery && (
            <QueryMark label={label} queries={props.queries} onOpen={() => props.onQuery?.(item.name)} />
          )}
        </div>
      )}
    </Field>
  )
})
