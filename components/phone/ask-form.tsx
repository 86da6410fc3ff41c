'use client'

import { useLocale, useTranslations } from 'next-intl'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { formatTime } from '@/lib/i18n/format-date'
import { readMissingKey } from '@/components/entry/keys'
import { useShelf } from '@/components/forms/shelf-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { useProblemText } from '@/components/ui/problem-text'
import { pickCode } from './answer-buttons'
import type { Kept } from './answers'
import { Question } from './question'
import { useAsk, type Asking } from './use-ask'
import { isBack, readDigit, useKeys } from './use-keys'
import type { FormView, PhoneView } from './view'

interface AskFormProps {
  view: PhoneView
  form: FormView
  kept: Kept
  /** Which of the forms this is, counted from 1. */
  number: number
  visitDone: boolean
  fromEnd: boolean
  onSaved: (kept: Kept) => void
  onBack: (kept: Kept) => void
  onStop: (kept: Kept) => void
}

export function AskForm(props: AskFormProps) {
  const { view, form, kept, number, visitDone, fromEnd, onSaved, onBack, onStop } = props
  const t = useTranslations('phone')
  const locale = useLocale() as Locale
  const instrument = useShelf().get(form.id, form.version)
  const asking = useAsk({ view, form, instrument, kept, visitDone, fromEnd, onSaved, onBack })
  const { item } = asking
  const stop = () => void asking.keep().then(() => onStop(asking.kept))

  useKeys((event, typing) => {
    if (event.key === 'Enter') asking.goOn()
    else if (event.key === 'Escape') stop()
    else if (isBack(event, typing)) asking.goBack()
    else return item !== undefined && answerByKey(event, asking, item)
    return true
  })
  if (!item) return null
  const before = form.previous?.values[item.name]
  const isUrgent = form.id === 'urgent_signs' && Object.values(asking.reading.values).includes(1)
  return (
    <section aria-label={textOf(instrument.title, locale)} className="grid gap-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-dim">
        <span>
          <span className="font-medium text-ink">{textOf(instrument.title, locale)}</span>{' '}
          {t('question', { at: asking.index + 1, of: asking.count })}
        </span>
        <span>
          {t('form', { at: number, of: view.forms.length })} ·{' '}
          <DraftWord asking={asking} timeZone={view.timeZone} />
        </span>
      </p>
      {isUrgent && (
        <Banner tone="missed" alert title={t('urgentTitle')}>
          {t('urgentSay')}
        </Banner>
      )}
      <Question
        asking={asking}
        item={item}
        previous={
          before === undefined || !form.previous
            ? null
            : { value: before, visit: view.visitLabels[form.previous.visitCode] ?? form.previous.visitCode }
        }
      />
      {asking.problem && <SaveProblem view={view} form={form} asking={asking} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button className="h-12! px-5!" hint="Alt+←" onClick={asking.goBack}>
          {t('back')}
        </Button>
        <Button
          look="primary"
          className="h-12! px-6!"
          hint="Enter"
          busy={asking.saving}
          onClick={asking.goOn}
        >
          {asking.index + 1 === asking.count ? t('saveForm') : t('goOn')}
        </Button>
        <Button look="quiet" className="ml-auto" hint="Esc" onClick={stop}>
          {t('stop')}
        </Button>
      </div>
    </section>
  )
}

/** Digits choose, letters say why there is no answer; what a box takes is left to the box. */
function answerByKey(event: KeyboardEvent, asking: Asking, item: NonNullable<Asking['item']>): boolean {
  const { target } = event
  if (target instanceof HTMLInputElement && target.hasAttribute('data-reason')) return false
  const code = item.kind === 'choice' || item.kind === 'multi' ? readDigit(event) : null
  if (code !== null && 'codes' in item && item.codes.some((one) => one.code === code)) {
    asking.write(item.name, pickCode(item, asking.texts[item.name] ?? '', code))
    return true
  }
  const { code: keyCode, altKey, ctrlKey, metaKey } = event
  if (!target) return false
  const reason = readMissingKey(
    { code: keyCode, altKey, ctrlKey, metaKey, nativeEvent: event, target },
    item.kind === 'text',
  )
  if (reason === null) return false
  asking.setMissing(item.name, reason)
  return true
}

function DraftWord({ asking, timeZone }: { asking: Asking; timeZone: string }) {
  const t = useTranslations('phone')
  const { draft } = asking
  if (draft.kind === 'failed') return <span className="text-missed">{t('draftFailed')}</span>
  if (draft.kind !== 'kept') return <span>{t('draftEach')}</span>
  return <span>{t('draftKept', { time: formatTime(draft.at, timeZone) })}</span>
}

/** Nothing said is lost: it is a draft, which the ordinary form opens and merges. */
function SaveProblem({ view, form, asking }: { view: PhoneView; form: FormView; asking: Asking }) {
  const t = useTranslations('phone')
  const problemText = useProblemText()
  const { problem } = asking
  if (!problem) return null
  const { title, detail } = problemText(problem)
  const href = `/${view.study}/visits/${view.visit.id}/${form.id}?from=${view.back}`
  return (
    <Banner
      tone="missed"
      alert
      title={problem.code === 'conflict' ? t('conflict') : title}
      actions={
        problem.code !== 'not_saved' && (
          <LinkButton small href={href}>
            {t('openForm')}
          </LinkButton>
        )
      }
    >
      {problem.code === 'conflict' ? t('conflictNext') : detail}
      {problem.fields.map((issue) => issue.message && <p key={issue.field}>{issue.message}</p>)}
    </Banner>
  )
}
