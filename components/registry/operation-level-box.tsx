'use client'

import type { KeyboardEvent, Ref } from 'react'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ControlProps } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/input'
import { takeLevels, type Side, type TypedLevel } from './operation-levels'

const SIDES: readonly Side[] = ['left', 'right', 'both']

interface LevelBoxProps {
  control: ControlProps
  levels: readonly TypedLevel[]
  onLevels: (levels: readonly TypedLevel[]) => void
  /** The box, which shows what the form holds as not understood. */
  boxRef: Ref<HTMLInputElement>
  onLeft: (left: string) => void
}

/** Levels are typed; each then stands as a chip with its side. What is no level stays in the box. */
export function LevelBox({ control, levels, onLevels, boxRef, onLeft }: LevelBoxProps) {
  const t = useTranslations('operation')

  function take(typed: string) {
    const taken = takeLevels(levels, typed)
    if (taken.levels !== levels) onLevels(taken.levels)
    onLeft(taken.left)
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return
    // Ctrl+Enter saves the form: what is typed counts too.
    if (event.currentTarget.value.trim() !== '') take(event.currentTarget.value)
    if (!event.ctrlKey && !event.metaKey) event.preventDefault()
  }

  return (
    <div className="grid gap-2">
      <TextInput
        {...control}
        ref={boxRef}
        name="levels"
        placeholder={t('levelsExample')}
        className="max-w-60!"
        onKeyDown={handleKey}
        onBlur={(event) => take(event.currentTarget.value)}
      />
      {levels.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label={t('levels')}>
          {levels.map(({ level, side }, index) => (
            <li
              key={`${level} ${side}`}
              className="inline-flex items-center gap-1 rounded border border-line bg-well pl-2"
            >
              <span className="font-medium">{level}</span>
              <Select
                aria-label={t('sideOf', { level })}
                aria-invalid={side === null ? true : undefined}
                className="border-transparent"
                defaultValue={side ?? ''}
                onChange={(event) => {
                  const next = SIDES.find((one) => one === event.currentTarget.value) ?? null
                  onLevels(levels.map((one, at) => (at === index ? { level, side: next } : one)))
                }}
              >
                {side === null && <option value="">{t('whichSide')}</option>}
                {SIDES.map((one) => (
                  <option key={one} value={one}>
                    {t(`side.${one}`)}
                  </option>
                ))}
              </Select>
              <button
                type="button"
                aria-label={t('removeLevel', { level })}
                onClick={() => onLevels(levels.filter((_, at) => at !== index))}
                className="inline-flex size-control items-center justify-center rounded hover:bg-line"
              >
                <X aria-hidden="true" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
