'use client'

import { useTranslations } from 'next-intl'
import { RadioGroup } from '@/components/ui/choice'
import { joinClasses } from '@/components/ui/class-names'
import { TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { Shape } from '@/components/ui/shape'
import type { ReviewFormView } from './review-view'

/** `take` saves what was sent; `leave` keeps the record as it is. */
export type Choice = 'take' | 'leave'

interface ReviewFormProps {
  form: ReviewFormView
  open: boolean
  choice: Choice | null
  reasons: Readonly<Record<string, string>>
  onChoice: (choice: Choice) => void
  onReason: (item: string, text: string) => void
}

/** The answers of one form; a difference from the record is marked by shape and word. */
export function ReviewForm({ form, open, choice, reasons, onChoice, onReason }: ReviewFormProps) {
  const t = useTranslations('selfReports.review')
  const issueText = useIssueText()
  const stands = form.entryVersion > 0
  return (
    <section aria-label={form.title} className="grid gap-2">
      <h2 className="text-base font-semibold">{form.title}</h2>
      <table className="w-full max-w-3xl border-collapse">
        <thead>
          <tr className="border-y border-edge text-left text-xs text-dim">
            <th scope="col" className="py-1 pr-3 font-medium">
              {t('question')}
            </th>
            <th scope="col" className="w-1/4 py-1 pr-3 font-medium">
              {t('answer')}
            </th>
            {stands && (
              <th scope="col" className="w-1/4 py-1 font-medium">
                {t('record')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {form.rows.map((row) => (
            <tr key={row.item} className="border-b border-line align-top">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {row.label}
                {open && choice === 'take' && row.soft.length > 0 && (
                  <span className="mt-1 grid max-w-md gap-1 rounded bg-late-soft px-2 py-1">
                    {row.soft.map((issue) => (
                      <span key={issue.code} className="flex items-start gap-1.5">
                        <Shape tone="late" className="mt-1" />
                        {issueText(issue)}
                      </span>
                    ))}
                    <TextInput
                      aria-label={t('reasonOf', { question: row.label })}
                      placeholder={t('reason')}
                      maxLength={500}
                      value={reasons[row.item] ?? ''}
                      onChange={(event) => onReason(row.item, event.currentTarget.value)}
                    />
                  </span>
                )}
              </th>
              <td className="py-1.5 pr-3 font-semibold wrap-anywhere">{row.answer}</td>
              {stands && (
                <td className={joinClasses('py-1.5 wrap-anywhere', row.differs ? 'text-late' : 'text-dim')}>
                  {row.differs && <Shape tone="late" className="mr-1 inline-block size-2.5" />}
                  {row.standing}
                  {row.differs && <span className="sr-only"> {t('differs')}</span>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {open && stands && (
        <div className="grid gap-1">
          <p className="text-late">{t('stands', { name: form.savedBy ?? '' })}</p>
          <RadioGroup
            name={`choice-${form.id}`}
            aria-label={t('choiceOf', { form: form.title })}
            defaultValue={choice ?? undefined}
            inline={false}
            options={(['leave', 'take'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(event) => onChoice(event.currentTarget.value as Choice)}
          />
        </div>
      )}
    </section>
  )
}
