'use client'

import { useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActProblem } from '@/components/entry/act-problem'
import { useAct } from '@/components/entry/use-act'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'

interface QueryReplyProps {
  study: string
  query: { readonly id: string; readonly version: number; readonly state: 'open' | 'answered' | 'closed' }
}

/** Answers or closes what was asked about a date of the course: it has no form of its own to be answered at. */
export function QueryReply({ study, query }: QueryReplyProps) {
  const t = useTranslations('queries')
  const issues = useTranslations('issues')
  const router = useRouter()
  const box = useRef<HTMLTextAreaElement>(null)
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const { act, busy, problem } = useAct(() => {
    setOpen(false)
    router.refresh()
  })
  function send(verb: 'answer' | 'close') {
    const text = box.current?.value.trim() ?? ''
    setWanted(text === '')
    if (text === '') return box.current?.focus()
    const body = { version: query.version, act: verb, text }
    void act({ method: 'PATCH', path: `/studies/${study}/queries/${query.id}`, body }, t('saved'))
  }
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {t('answer')}
      </Button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title={t('answer')}>
          <form
            noValidate
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              if (!busy) send('answer')
            }}
          >
            <Field label={t('text')} error={wanted ? issues('required') : undefined}>
              {(control) => <TextArea {...control} ref={box} rows={2} maxLength={500} />}
            </Field>
            <ActProblem problem={problem} />
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => send('close')}>{t('close')}</Button>
              <Button type="submit" look="primary" busy={busy}>
                {t('answer')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}
