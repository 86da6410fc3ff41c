'use client'

import type { ReactNode } from 'react'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useFormList } from '@/components/ui/form'
import { useEditing } from './editor-context'

interface RowsProps {
  name: string
  /** What one of the list is called, for the buttons. */
  one: string
  addWords: string
  fresh: () => Readonly<Record<string, unknown>>
  empty?: ReactNode
  children: (at: string, index: number) => ReactNode
}

/** A list of parts of one kind: each with its fields, added, moved and taken away. */
export function Rows({ name, one, addWords, fresh, empty, children }: RowsProps) {
  const { form } = useEditing()
  const list = useFormList(form, name)
  return (
    <div className="grid gap-3">
      {list.keys.length === 0 && empty && <p className="text-dim">{empty}</p>}
      <ul className="grid gap-3">
        {list.keys.map((key, index) => (
          <li
            key={key}
            className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded border border-line p-3"
            aria-label={`${one} ${index + 1}`}
          >
            <div className="flex items-center justify-between gap-2">
              <span className="text-xs text-dim">
                {one} {index + 1}
              </span>
              <RowButtons
                what={`${one} ${index + 1}`}
                first={index === 0}
                last={index === list.keys.length - 1}
                onMove={(by) => list.move(index, index + by)}
                onRemove={() => list.remove(index)}
              />
            </div>
            {children(`${name}.${index}`, index)}
          </li>
        ))}
      </ul>
      <div>
        <Button small onClick={() => list.append(fresh())}>
          {addWords}
        </Button>
      </div>
    </div>
  )
}

interface RowButtonsProps {
  what: string
  first: boolean
  last: boolean
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

export function RowButtons({ what, first, last, onMove, onRemove }: RowButtonsProps) {
  const t = useTranslations('protocolEdit')
  return (
    <span className="inline-flex gap-1">
      <Button small look="quiet" disabled={first} aria-label={t('up', { what })} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden="true" className="size-4" />
      </Button>
      <Button small look="quiet" disabled={last} aria-label={t('down', { what })} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden="true" className="size-4" />
      </Button>
      <Button small look="quiet" aria-label={t('remove', { what })} onClick={onRemove}>
        <Trash2 aria-hidden="true" className="size-4" />
      </Button>
    </span>
  )
}
