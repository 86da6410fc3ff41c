'use client'

import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { InstrumentJson } from '@/lib/codebook/json'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'
import { Shape } from '@/components/ui/shape'
import { KINDS, type Kind } from './definition-edits'

interface ItemRowsProps {
  items: InstrumentJson['items']
  selected: number
  /** Indexes of items with something wrong. */
  faulty: ReadonlySet<number>
  onSelect: (index: number) => void
  onMove: (index: number, by: 1 | -1) => void
  onAdd: (kind: Kind) => void
  onRemove: (index: number) => void
}

/** The items in their order. Up and Down choose, Alt with them moves, Delete takes away. */
export function ItemRows({ items, selected, faulty, onSelect, onMove, onAdd, onRemove }: ItemRowsProps) {
  const t = useTranslations('forms')
  const words = useTranslations('codebook')
  const locale = useLocale() as Locale
  const list = useRef<HTMLUListElement>(null)
  const byKey = useRef(false)

  useEffect(() => {
    if (!byKey.current) return
    byKey.current = false
    list.current?.querySelector<HTMLElement>(`[data-row="${selected}"]`)?.focus()
  }, [selected, items])

  function handleKey(event: KeyboardEvent, index: number) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by === null && event.key !== 'Delete') return
    event.preventDefault()
    byKey.current = true
    if (by === null) onRemove(index)
    else if (event.altKey) onMove(index, by)
    else onSelect(Math.min(items.length - 1, Math.max(0, index + by)))
  }

  return (
    <section aria-label={t('items')} className="grid content-start gap-2">
      <ul ref={list} className="grid max-h-96 overflow-y-auto rounded border border-line lg:max-h-[28rem]">
        {items.map((item, index) => (
          <li key={index} className="border-b border-line last:border-b-0">
            <button
              type="button"
              data-row={index}
              aria-current={index === selected || undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
              className="flex min-h-control w-full items-center gap-2 px-2 py-1 text-left aria-[current]:bg-accent-soft"
              onClick={() => onSelect(index)}
              onKeyDown={(event) => handleKey(event, index)}
            >
              <span className="w-6 shrink-0 text-right text-xs text-dim">{index + 1}</span>
              <span className="min-w-0 flex-1 truncate">
                {textOf(item.label, locale) || <span className="text-dim">{t('unlabelled')}</span>}
              </span>
              {faulty.has(index) && (
                <>
                  <Shape tone="missed" className="size-2.5" />
                  <span className="sr-only">{t('faulty')}</span>
                </>
              )}
              <span className="shrink-0 text-xs text-dim">
                {words(`kind.${item.kind}`)}
                {item.showIf ? ` · ${t('conditional')}` : ''}
              </span>
            </button>
          </li>
        ))}
        {items.length === 0 && <li className="p-3 text-dim">{t('noItems')}</li>}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label={t('addItem')}
          value=""
          onChange={(event) => event.target.value !== '' && onAdd(event.target.value as Kind)}
        >
          <option value="">{t('addItem')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words(`kind.${kind}`)}
            </option>
          ))}
        </Select>
        <Button small disabled={selected <= 0} onClick={() => onMove(selected, -1)} hint="Alt+↑">
          {t('moveUp')}
        </Button>
        <Button
          small
          disabled={selected < 0 || selected >= items.length - 1}
          onClick={() => onMove(selected, 1)}
          hint="Alt+↓"
        >
          {t('moveDown')}
        </Button>
        <Button small look="quiet" disabled={items.length === 0} onClick={() => onRemove(selected)}>
          {t('removeItem')}
        </Button>
      </div>
    </section>
  )
}
