'use client'

import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ApiRequest } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'
import { ActProblem } from './act-problem'
import { useAct } from './use-act'

interface ReasonDialogProps {
  title: string
  /** What will happen, a sentence a line. */
  about: readonly ReactNode[]
  /** The word on the button. */
  verb: string
  danger?: boolean
  /** Asks for a reason; a lock needs none. */
  asksReason?: boolean
  request: (reason: string) => ApiRequest
  done: string
  onClose: () => void
  onDone: () => void
}

/** One act that changes what stands recorded: what will happen, why, and the verb. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, about, verb, danger = false, asksReason = true, request, done, onClose, onDone } = props
  const t = useTranslations()
  const box = useRef<HTMLTextAreaElement>(null)
  const [wanted, setWanted] = useState(false)
  const { act, busy, problem } = useAct(onDone)

  function submit(event: FormEvent) {
    event.preventDefault()
    const reason = box.current?.value.trim() ?? ''
    setWanted(asksReason && reason === '')
    if (asksReason && reason === '') box.current?.focus()
    else if (!busy) void act(request(reason), done)
  }

  return (
    <Dialog open onClose={onClose} title={title}>
      <form noValidate onSubmit={submit} className="grid gap-3">
        <ul className="grid gap-1">
          {about.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ul>
        {asksReason && (
          <Field label={t('correct.reason')} required error={wanted ? t('issues.required') : undefined}>
            {(control) => <TextArea {...control} ref={box} rows={2} maxLength={500} />}
          </Field>
        )}
        <ActProblem problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
