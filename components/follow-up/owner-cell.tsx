'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { HandOverForm } from './hand-over-form'
import type { Chaser, OwnedPatient } from './view'

interface OwnerCellProps {
  slug: string
  /** The person who reads the list; null for the command line. */
  me: string | null
  chasers: readonly Chaser[]
  patient: OwnedPatient
}

/** Who chases this patient; nobody's is taken with one press, the rest is a handover. */
export function OwnerCell({ slug, me, chasers, patient }: OwnerCellProps) {
  const t = useTranslations('chasing')
  const [open, setOpen] = useState(false)
  const { owner, patientCode } = patient
  const mayTake = me !== null && owner.personId === null && chasers.some(({ id }) => id === me)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1">
      <span className="max-w-28 truncate text-xs" title={owner.note ?? undefined}>
        {owner.name ?? <span className="text-dim">{t('nobody')}</span>}
      </span>
      <span className="no-print inline-flex gap-1">
        {mayTake && <Take slug={slug} me={me} patient={patient} />}
        {owner.personId !== null && (
          <Button
            small
            look="quiet"
            aria-label={t('handOverOf', { code: patientCode })}
            onClick={() => setOpen(true)}
          >
            {t('handOver')}
          </Button>
        )}
      </span>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('handOverOf', { code: patientCode })}>
        {open && (
          <HandOverForm slug={slug} chasers={chasers} patient={patient} onClose={() => setOpen(false)} />
        )}
      </Dialog>
    </span>
  )
}

function Take({ slug, me, patient }: { slug: string; me: string; patient: OwnedPatient }) {
  const t = useTranslations('chasing')
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const { enrolmentId, patientCode, owner } = patient

  async function handleTake() {
    setBusy(true)
    const result = await send({
      method: 'PUT',
      path: `/studies/${slug}/enrolments/${enrolmentId}/chasing`,
      body: { version: owner.version, personId: me, note: null },
    })
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
    if (result.ok) toast({ tone: 'done', text: t('taken', { code: patientCode }) })
    // Somebody else was first: the list shows who.
    router.refresh()
  }

  return (
    <>
      <Button
        small
        look="quiet"
        busy={busy}
        aria-label={t('takeOf', { code: patientCode })}
        onClick={() => void handleTake()}
      >
        {t('take')}
      </Button>
      {problem && (
        <Banner tone="missed" title={problemText(problem).title} alert>
          {problemText(problem).detail}
        </Banner>
      )}
    </>
  )
}
