'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActProblem } from '@/components/entry/act-problem'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { ReviewForm, type Choice } from './review-form'
import type { ReviewView } from './review-view'

type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a patient sent, beside what the record holds: taken form by form, or refused with a reason. */
export function Review({ view }: { view: ReviewView }) {
  const t = useTranslations('selfReports.review')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  // Where the record already has the form nothing is chosen for anybody.
  const [choices, setChoices] = useState<Readonly<Record<string, Choice | null>>>(() =>
    Object.fromEntries(view.forms.map(({ id, entryVersion }) => [id, entryVersion === 0 ? 'take' : null])),
  )
  const [reasons, setReasons] = useState<Reasons>({})
  const [correction, setCorrection] = useState('')
  const [refusing, setRefusing] = useState(false)
  const [refusal, setRefusal] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [lacks, setLacks] = useState<string | null>(null)
  const open = view.state === 'sent'

  async function act(verb: 'accept' | 'reject', body: unknown) {
    if (busy) return
    setBusy(true)
    setProblem(null)
    setLacks(null)
    const path = `/studies/${view.study}/self-reports/${view.id}/${verb}`
    const result = await send<null>({ method: 'POST', path, body })
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    toast({ tone: 'done', text: t(verb === 'accept' ? 'accepted' : 'rejected') })
    router.push(view.back)
    router.refresh()
  }

  function accept() {
    const taken = view.forms.filter(({ id }) => choices[id] === 'take')
    if (view.forms.some(({ id }) => choices[id] == null)) return setLacks(t('choose'))
    if (taken.length === 0) return setLacks(t('nothing'))
    const unexplained = taken.some(({ id, rows }) =>
      rows.some(({ item, soft }) => soft.length > 0 && !reasons[id]?.[item]?.trim()),
    )
    if (unexplained) return setLacks(t('explain'))
    if (view.signed && correction.trim() === '') return setLacks(t('correct'))
    void act('accept', {
      version: view.version,
      forms: taken.map(({ id, entryVersion }) => ({ id, entryVersion, reasons: reasons[id] ?? {} })),
      correction: correction.trim() || null,
    })
  }

  function refuse() {
    if (refusal.trim() === '') return setLacks(t('why'))
    void act('reject', { version: view.version, reason: refusal.trim() })
  }

  return (
    <div className="grid gap-4">
      <p>
        {view.who} · {t('sentAt', { at: view.sentAt, minutes: view.took })}
      </p>
      {view.urgent && (
        <Banner tone="missed" title={t('urgentTitle')}>
          {t('urgent')}
        </Banner>
      )}
      {!open && (
        <Banner tone={view.state === 'accepted' ? 'done' : 'missed'} title={view.judged}>
          {view.reason}
        </Banner>
      )}
      {open && view.locked && <Banner tone="late" title={t('locked')} />}
      {view.forms.map((form) => (
        <ReviewForm
          key={form.id}
          form={form}
          open={open}
          choice={choices[form.id] ?? null}
          reasons={reasons[form.id] ?? {}}
          onChoice={(choice) => setChoices({ ...choices, [form.id]: choice })}
          onReason={(item, text) =>
            setReasons({ ...reasons, [form.id]: { ...reasons[form.id], [item]: text } })
          }
        />
      ))}
      {open && (
        <>
          {view.signed && (
            <Field label={t('correction')} required>
              {(control) => (
                <TextInput
                  {...control}
                  maxLength={500}
                  value={correction}
                  onChange={(event) => setCorrection(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
          {refusing && (
            <Field label={t('refuseWhy')} required>
              {(control) => (
                <TextInput
                  {...control}
                  autoFocus
                  maxLength={500}
                  value={refusal}
                  onChange={(event) => setRefusal(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
          {lacks && (
            <p role="alert" className="text-missed">
              {lacks}
            </p>
          )}
          <ActProblem problem={problem} />
          <div className="flex flex-wrap gap-2">
            {!refusing && (
              <Button look="primary" busy={busy} onClick={accept}>
                {t('accept')}
              </Button>
            )}
            <Button
              look="danger"
              busy={refusing && busy}
              onClick={() => (refusing ? refuse() : setRefusing(true))}
            >
              {t('refuse')}
            </Button>
            {refusing && (
              <Button look="quiet" onClick={() => setRefusing(false)}>
                {t('notRefuse')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
