'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { diffProtocols } from '@/lib/protocol/diff'
import type { Protocol } from '@/lib/protocol/protocol'
import { ChangeList } from './change-list'
import { readSteps } from './steps'
import { usePathWords } from './words'

interface PublishDialogProps {
  open: boolean
  onClose: () => void
  slug: string
  current: Protocol
  typed: unknown
  enrolments: number
  save: () => Promise<number | null>
}

/** What the next version changes, why, and then it is published. */
export function PublishDialog({ open, onClose, slug, current, typed, enrolments, save }: PublishDialogProps) {
  const t = useTranslations('protocolEdit')
  const common = useTranslations('common')
  const issues = useTranslations('issues')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [reason, setReason] = useState('')
  const [lacking, setLacking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const changes = open ? diffProtocols(current, typed) : []

  async function publish() {
    setLacking(reason.trim() === '')
    if (reason.trim() === '') return
    setBusy(true)
    setProblem(null)
    const version = await save()
    if (version === null) {
      setBusy(false)
      onClose()
      return
    }
    const result = await send<{ version: number }>({
      method: 'POST',
      path: `/studies/${slug}/protocol/versions`,
      body: { version, reason },
    })
    setBusy(false)
    if (!result.ok) {
      setProblem(result.problem)
      return
    }
    toast({ tone: 'done', text: t('published', { number: result.data.version }) })
    router.push(`/${slug}/protocol/versions`)
    router.refresh()
  }

  return (
    <Dialog
      wide
      open={open}
      onClose={onClose}
      title={t('publishTitle')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" busy={busy} disabled={changes.length === 0} onClick={() => void publish()}>
            {t('publishNow')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {problem && <Refusal problem={problem} typed={typed} />}
        <p>{enrolments > 0 ? t('publishEnrolled', { count: enrolments }) : t('publishNobody')}</p>
        <Field label={t('publishReason')} required error={lacking ? issues('required') : undefined}>
          {(control) => (
            <TextArea
              {...control}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <section className="grid gap-2">
          <h3 className="font-semibold">{t('changes', { count: changes.length })}</h3>
          <ChangeList changes={changes} />
        </section>
      </div>
    </Dialog>
  )
}

function Refusal({ problem, typed }: { problem: ApiProblem; typed: unknown }) {
  const { title, detail } = useProblemText()(problem)
  const common = useTranslations('common')
  const say = useIssueText()
  const pathWords = usePathWords()
  return (
    <Banner tone="missed" title={title} alert>
      {detail && <p>{detail}</p>}
      <ul className="list-disc pl-4">
        {problem.fields.map((issue) => (
          <li key={issue.field + issue.code}>
            {common('labelled', { label: pathWords(readSteps(issue.field, typed)), text: say(issue) })}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
