'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Locale } from '@/lib/i18n/locale'
import type { Shelf } from '@/lib/instruments/shelf'
import { listAnswers } from '@/components/contacts/words'
import { ShelfProvider, useShelf } from '@/components/forms/shelf-context'
import { Banner } from '@/components/ui/banner'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { isComplete, openKept, type Kept } from './answers'
import { AskForm } from './ask-form'
import { Attempts } from './attempts'
import { Menu, type Choice } from './menu'
import { Numbers } from './numbers'
import { RecordedCall } from './recorded-call'
import { useContact, type NextAttempt, type Recorded } from './use-contact'
import type { PhoneView } from './view'

/** Where the call stands. */
type Stage = 'who' | 'nobody' | 'outcome' | 'ask' | 'close' | 'recorded'

/** A follow-up by telephone from the greeting to the record of the call, by the keyboard alone. */
export function PhoneCall({ view }: { view: PhoneView }) {
  return (
    <ShelfProvider own={view.own}>
      <OneCall view={view} />
    </ShelfProvider>
  )
}

function OneCall({ view }: { view: PhoneView }) {
  const shelf = useShelf()
  const t = useTranslations('phone')
  const locale = useLocale() as Locale
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [stage, setStage] = useState<Stage>('who')
  const [called, setCalled] = useState(view.phones.find(({ wrongSince }) => !wrongSince)?.id ?? null)
  const [reached, setReached] = useState('patient')
  const [kept, setKept] = useState<Readonly<Record<string, Kept>>>(() =>
    Object.fromEntries(view.forms.map((form) => [form.id, openKept(form)])),
  )
  const [at, setAt] = useState(() => findFirstOpen(shelf, view, kept))
  const [fromEnd, setFromEnd] = useState(false)
  const [begun, setBegun] = useState(false)
  const [visitDone, setVisitDone] = useState(view.visit.done)
  const [recorded, setRecorded] = useState<Recorded | null>(null)
  const contact = useContact(view, called)
  const form = view.forms[at]
  const urgent = Object.entries(kept.urgent_signs?.texts ?? {}).some(
    ([name, text]) => name.startsWith('urgent_') && text === '1',
  )

  async function record(failure: string | null, outcome: string | null) {
    const who = failure === null ? reached : 'nobody'
    const made = await contact.record({ reached: who, failure, outcome })
    if (!made) return
    if (outcome === 'died') router.push(view.deathHref)
    else if (outcome === 'answered') leave()
    else {
      setRecorded(made)
      setStage('recorded')
    }
  }

  async function finish(next: NextAttempt, note: string | null) {
    if (!recorded) return
    const same = next.nextOn === recorded.nextOn && next.nextHour === recorded.nextHour && note === null
    if (same || (await contact.amend(recorded, next, note))) leave()
  }

  function leave() {
    toast({ tone: 'done', text: t('done', { code: view.patient.code }) })
    router.push(view.back)
  }

  function pickOutcome(outcome: string) {
    if (outcome !== 'answered') void record(null, outcome)
    else {
      setBegun(true)
      setStage(form ? 'ask' : 'close')
    }
  }

  function keep(id: string, next: Kept) {
    setKept((before) => ({ ...before, [id]: next }))
  }

  function goTo(index: number, end: boolean) {
    setFromEnd(end)
    setAt(index)
    setStage(index < view.forms.length ? 'ask' : 'close')
  }

  const who = listAnswers('contact_reached', locale).map(toChoice)
  const outcomes = listAnswers('contact_outcome', locale).map((one) =>
    one.key === 'answered' ? { ...toChoice(one), label: begun ? t('askOn') : t('askNow') } : toChoice(one),
  )
  const names = {
    patient: view.patient.name ?? view.patient.code,
    study: view.studyTitle,
    site: view.siteName,
  }
  return (
    <div className="grid max-w-4xl gap-6">
      {contact.problem && (
        <Banner tone="missed" alert title={problemText(contact.problem).title}>
          {contact.problem.fields.map((issue) => (
            <p key={issue.field}>{issue.message}</p>
          ))}
        </Banner>
      )}
      {stage === 'who' && (
        <>
          <Script lines={[t('script.greet', { ...names, caller: view.caller })]} />
          <Numbers phones={view.phones} called={called} contactsHref={view.contactsHref} onCall={setCalled} />
          <Menu
            title={t('who')}
            choices={who}
            first="patient"
            busy={contact.busy}
            onPick={(key) => {
              if (key !== 'nobody') setReached(key)
              setStage(key === 'nobody' ? 'nobody' : 'outcome')
            }}
          />
          <Attempts attempts={view.attempts} total={view.attemptsTotal} />
        </>
      )}
      {stage === 'nobody' && (
        <Menu
          title={t('why')}
          choices={listAnswers('contact_failure', locale).map(toChoice)}
          busy={contact.busy}
          onPick={(key) => void record(key, null)}
          onBack={() => setStage('who')}
        />
      )}
      {stage === 'outcome' && (
        <>
          {!begun && (
            <Script
              lines={[
                reached === 'patient' ? t('script.patient', names) : t('script.other', names),
                t('script.consent', { minutes: Math.max(3, view.forms.length * 2) }),
              ]}
            />
          )}
          <Menu
            title={begun ? t('stopped') : t('outcome')}
            choices={outcomes}
            first="answered"
            busy={contact.busy}
            onPick={pickOutcome}
            onBack={() => setStage('who')}
          />
        </>
      )}
      {stage === 'ask' && form && (
        <AskForm
          key={form.id}
          view={view}
          form={form}
          kept={kept[form.id] ?? openKept(form)}
          number={at + 1}
          visitDone={visitDone}
          fromEnd={fromEnd}
          onSaved={(next) => {
            keep(form.id, next)
            setVisitDone(true)
            goTo(at + 1, false)
          }}
          onBack={(next) => {
            keep(form.id, next)
            if (at > 0) goTo(at - 1, true)
            else setStage('outcome')
          }}
          onStop={(next) => {
            keep(form.id, next)
            setStage('outcome')
          }}
        />
      )}
      {stage === 'close' && (
        <>
          {urgent && (
            <Banner tone="missed" alert title={t('urgentTitle')}>
              {t('urgentSay')}
            </Banner>
          )}
          <Script lines={[t('script.thanks')]} />
          <Menu
            title={t('asked', { count: view.forms.length })}
            choices={[{ digit: 1, key: 'answered', label: t('record') }]}
            first="answered"
            busy={contact.busy}
            onPick={() => void record(null, 'answered')}
            onBack={() => view.forms.length > 0 && goTo(view.forms.length - 1, true)}
          >
            {view.untold.length > 0 && (
              <p>{t('untold', { forms: view.untold.join(locale === 'en' ? ', ' : '、') })}</p>
            )}
          </Menu>
        </>
      )}
      {stage === 'recorded' && recorded && (
        <RecordedCall
          recorded={recorded}
          busy={contact.busy}
          endHref={recorded.outcome === 'refused' || recorded.outcome === 'moved' ? view.endHref : null}
          onDone={(next, note) => void finish(next, note)}
        />
      )}
    </div>
  )
}

/** What is said, to be read aloud. */
function Script({ lines }: { lines: readonly string[] }) {
  return (
    <blockquote className="grid gap-1 border-l-4 border-accent bg-accent-soft px-4 py-3 text-base">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </blockquote>
  )
}

function toChoice({ code, key, label }: { code: number; key: string; label: string }): Choice {
  return { digit: code, key, label }
}

/** The first form that lacks an answer; behind the last one when none does. */
function findFirstOpen(shelf: Shelf, view: PhoneView, kept: Readonly<Record<string, Kept>>): number {
  const open = view.forms.findIndex((form) => {
    const own = kept[form.id]
    const stored = form.entry?.complete === true && form.draft === null
    return (
      !stored &&
      (!own ||
        own.version === 0 ||
        !isComplete(shelf.get(form.id, form.version), form, own, view.today) ||
        form.draft !== null)
    )
  })
  return open < 0 ? view.forms.length : open
}
