'use client'

import { useState, type KeyboardEvent } from 'react'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ControlProps } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { addLevels, parseLevels, type Side, type TypedLevel } from './operation-levels'

const SIDES: readonly Side[] = ['left', 'right', 'both']

interface LevelBoxProps {
  control: ControlProps
  levels: readonly TypedLevel[]
  onLevels: (levels: readonly TypedLevel[]) => void
}

/** Levels are typed; each then stands as a chip with its side. What is no level stays in the box. */
export function LevelBox({ control, levels, onLevels }: LevelBoxProps) {
  const t = useTranslations('operation')
  const issueText = useIssueText()
  const [refused, setRefused] = useState(false)

  function take(box: HTMLInputElement) {
    const typed = parseLevels(box.value)
    if (typed.levels.length > 0) onLevels(addLevels(levels, typed.levels))
    box.value = typed.refused.join(' ')
    setRefused(typed.refused.length > 0)
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return
    // Ctrl+Enter saves the form: what is typed counts too.
    if (event.currentTarget.value.trim() !== '') take(event.currentTarget)
    if (!event.ctrlKey && !event.metaKey) event.preventDefault()
  }

  return (
    <div className="grid gap-2">
      <TextInput
        {...control}
        name="levels"
        placeholder={t('levelsExample')}
        className="max-w-60!"
        onKeyDown={handleKey}
        onBlur={(event) => take(event.currentTarget)}
      />
      <span role="status" className="text-xs text-missed empty:hidden">
        {refused && issueText({ code: 'not_a_level' })}
      </span>
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
