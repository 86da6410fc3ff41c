'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useProblemText } from '@/components/ui/problem-text'
import { TablePager } from '@/components/ui/table-pager'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import type { Bilingual } from '@/lib/codebook/item'
import type { VisitChange } from '@/lib/protocol/replan'
import { VisitChanges } from './visit-changes'

export interface MovableRow {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly protocolVersion: number
  readonly ended: boolean
  readonly changes: readonly VisitChange[]
  readonly withoutArm: boolean
}

interface MoveProtocolProps {
  slug: string
  to: number
  inForce: number
  rows: readonly MovableRow[]
  total: number
  page: number
  pageSize: number
  labels: Readonly<Record<string, Bilingual>>
}

interface Progress {
  readonly done: number
  readonly of: number
  readonly refused: readonly { readonly code: string; readonly why: string }[]
  readonly running: boolean
}

/** Patients on another version: what moving each would change, and the move itself, one patient at a time. */
export function MoveProtocol(props: MoveProtocolProps) {
  const { slug, to, inForce, rows, total, page, pageSize, labels } = props
  const t = useTranslations('protocolMove')
  const issues = useTranslations('issues')
  const problemText = useProblemText()
  const router = useRouter()
  const [send] = useState(() => createSender())
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [lacking, setLacking] = useState(false)
  const [progress, setProgress] = useState<Progress | null>(null)
  const movable = rows.filter(({ withoutArm }) => !withoutArm)
  const picked = movable.filter(({ id }) => chosen.includes(id))
  const running = progress?.running === true

  async function move() {
    setLacking(reason.trim() === '')
    if (reason.trim() === '' || picked.length === 0) return
    const refused: { code: string; why: string }[] = []
    for (const [at, { id, version, code }] of picked.entries()) {
      setProgress({ done: at, of: picked.length, refused: [...refused], running: true })
      const result = await send({
        method: 'POST',
        path: `/studies/${slug}/enrolments/${id}/protocol`,
        body: { version, to, reason },
      })
      if (result.ok) continue
      const { title, detail } = problemText(result.problem)
      refused.push({ code, why: detail ?? title })
    }
    setProgress({ done: picked.length, of: picked.length, refused, running: false })
    setChosen([])
    router.refresh()
  }

  return (
    <>
      <PageHeader
        title={t('title', { to })}
        subtitle={to === inForce ? t('subtitle', { count: total }) : t('notInForce', { inForce })}
        actions={
          <LinkButton small href={`/${slug}/protocol/versions`}>
            {t('toVersions')}
          </LinkButton>
        }
      />
      <PageBody>
        {progress && <Outcome progress={progress} />}
        {rows.length === 0 ? (
          <EmptyState title={t('nobody', { to })}>{t('nobodyNext')}</EmptyState>
        ) : (
          <>
            <ul className="grid border-t border-line">
              {rows.map((row) => (
                <li
                  key={row.id}
                  className="grid gap-x-4 gap-y-1 border-b border-line px-2 py-2 sm:grid-cols-[14rem_minmax(0,1fr)]"
                >
                  <span className="flex items-start gap-2">
                    <input
                      type="checkbox"
                      className="mt-1 size-4 shrink-0"
                      aria-label={t('choose', { code: row.code })}
                      disabled={row.withoutArm || running}
                      checked={chosen.includes(row.id)}
                      onChange={(event) =>
                        setChosen(
                          event.target.checked ? [...chosen, row.id] : chosen.filter((one) => one !== row.id),
                        )
                      }
                    />
                    <span>
                      <Link
                        href={`/${slug}/patients/${row.code}`}
                        prefetch={false}
                        className="font-medium text-accent hover:underline"
                      >
                        {row.code}
                      </Link>
                      <span className="block text-xs text-dim">
                        {[t('now', { number: row.protocolVersion }), row.ended && t('ended')]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                  </span>
                  {row.withoutArm ? (
                    <p className="text-missed">{t('withoutArm')}</p>
                  ) : (
                    <VisitChanges changes={row.changes} labels={labels} />
                  )}
                </li>
              ))}
            </ul>
            <TablePager
              page={page}
              pageSize={pageSize}
              total={total}
              hrefOf={(next) => `/${slug}/protocol/move?to=${to}&page=${next}`}
            />
            <div className="grid max-w-2xl gap-3">
              <div>
                <Button
                  small
                  disabled={running}
                  onClick={() =>
                    setChosen(picked.length === movable.length ? [] : movable.map(({ id }) => id))
                  }
                >
                  {t(picked.length === movable.length ? 'none' : 'all')}
                </Button>
              </div>
              <Field label={t('reason')} required error={lacking ? issues('required') : undefined}>
                {(control) => (
                  <TextInput
                    {...control}
                    value={reason}
                    maxLength={500}
                    className="max-w-none!"
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
              <div>
                <Button
                  look="primary"
                  disabled={picked.length === 0}
                  busy={running}
                  onClick={() => void move()}
                >
                  {t('move', { count: picked.length, to })}
                </Button>
              </div>
            </div>
          </>
        )}
      </PageBody>
    </>
  )
}

function Outcome({ progress: { done, of, refused, running } }: { progress: Progress }) {
  const t = useTranslations('protocolMove')
  const common = useTranslations('common')
  return (
    <Banner tone={running ? 'open' : refused.length > 0 ? 'late' : 'done'} alert={!running}>
      <p>{running ? t('progress', { done, of }) : t('moved', { count: of - refused.length, of })}</p>
      {refused.length > 0 && (
        <ul className="list-disc pl-4">
          {refused.map(({ code, why }) => (
            <li key={code}>{common('labelled', { label: code, text: why })}</li>
          ))}
        </ul>
      )}
    </Banner>
  )
}
