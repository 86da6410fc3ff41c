'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { isMissing, type ItemValue } from '@/lib/codebook/item'
import { checkShape } from '@/lib/codebook/shape'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { useIssueText } from '@/components/ui/problem-text'
import { AnswerBox, Declines } from './answer-box'
import { isLacking } from './questions'
import type { Question } from './view'

interface AskProps {
  question: Question
  at: number
  of: number
  proxy: boolean
  onValue: (value: ItemValue | undefined) => void
  onNext: () => void
  onBack: () => void
}

/** One question fills the screen. */
export function Ask({ question, at, of, proxy, onValue, onNext, onBack }: AskProps) {
  const t = useTranslations('selfReport')
  const locale = useLocale() as Locale
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const issueText = useIssueText()
  const [stopped, setStopped] = useState(false)
  const { form, item, value } = question
  const fault = value === undefined || isMissing(value) ? null : checkShape(item, value)
  useEffect(() => heading.current?.focus(), [])
  const section = item.section ?? form.title
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <progress
          aria-label={t('progress', { at, of })}
          value={at}
          max={of}
          className="told-progress h-2 w-full"
        />
        <p className="flex justify-between text-dim">
          <span>{textOf(section, locale)}</span>
          <span className="tabular-nums">{t('progress', { at, of })}</span>
        </p>
      </div>
      {proxy && <p className="text-dim">{t('forPatient')}</p>}
      <div className="grid gap-1">
        <h1 id={id} ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
          {textOf(item.label, locale)}
        </h1>
        {item.help && <p className="text-lg text-dim">{textOf(item.help, locale)}</p>}
      </div>
      <AnswerBox
        item={item}
        labelledBy={id}
        value={value}
        onValue={(next) => {
          setStopped(false)
          onValue(next)
        }}
      />
      <Declines
        value={value}
        onValue={(next) => {
          setStopped(false)
          onValue(next)
        }}
      />
      {stopped && (
        <p role="alert" className="text-lg text-missed">
          {fault ? issueText(fault) : t('answerFirst')}
        </p>
      )}
      <div className="grid grid-cols-[1fr_2fr] gap-2">
        <Button className="min-h-14 text-lg!" onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          look="primary"
          className="min-h-14 text-lg!"
          onClick={() => (isLacking(question) || fault ? setStopped(true) : onNext())}
        >
          {t('next')}
        </Button>
      </div>
    </div>
  )
}
