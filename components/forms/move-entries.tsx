'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ItemDifference } from '@/lib/codebook/compare-versions'
import type { FieldIssue } from '@/lib/problem'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import { DataTable, type Column } from '@/components/ui/table'
import { TablePager } from '@/components/ui/table-pager'
import { DifferenceList } from './difference-list'

export interface MovableLine {
  readonly entryId: string
  readonly version: number
  readonly patientCode: string
  /** Visit and level, in words. */
  readonly place: string
  readonly from: number
  readonly lost: readonly string[]
  readonly refused: readonly FieldIssue[]
  readonly unusual: readonly FieldIssue[]
  readonly signed: boolean
  readonly locked: boolean
}

interface MoveEntriesProps {
  slug: string
  id: string
  title: string
  to: number
  total: number
  page: number
  pageSize: number
  changes: readonly { readonly from: number; readonly items: readonly ItemDifference[] }[]
  entries: readonly MovableLine[]
  /** Item to its label. */
  labels: Readonly<Record<string, string>>
}

/** Entries of earlier versions: what moving each of them would change, and then the moving, with a reason. */
export function MoveEntriesPage(props: MoveEntriesProps) {
  const { slug, id, title, to, total, page, pageSize, changes, entries, labels } = props
  const t = useTranslations('forms')
  const issues = useTranslations('issues')
  const router = useRouter()
  const say = useIssueText()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const free = entries.filter((one) => !one.locked && one.refused.length === 0)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = free.filter(({ entryId }) => !left.has(entryId))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [done, setDone] = useState<number | null>(null)
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map())
  const busy = done !== null

  async function move() {
    setTried(true)
    if (reason.trim() === '' || busy || chosen.length === 0) return
    setDone(0)
    const refused = new Map<string, string>()
    for (const [index, { entryId, version }] of chosen.entries()) {
      const result = await send<unknown>({
        method: 'POST',
        path: `/studies/${slug}/instruments/${id}/moves`,
        body: { entryId, version, to, reason },
      })
      if (!result.ok) refused.set(entryId, problemText(result.problem).title)
      setDone(index + 1)
    }
    setFaults(refused)
    setDone(null)
    if (refused.size === 0) setReason('')
    setTried(false)
    router.refresh()
  }

  const nameIssue = (issue: FieldIssue) => `${labels[issue.field] ?? issue.field}: ${say(issue)}`
  const columns: Column<MovableLine>[] = [
    {
      id: 'choose',
      header: t('choose'),
      cell: ({ entryId, patientCode, place, locked, refused }) => (
        <input
          type="checkbox"
          aria-label={t('chooseEntry', { entry: `${patientCode} ${place}` })}
          disabled={busy || locked || refused.length > 0}
          checked={!locked && refused.length === 0 && !left.has(entryId)}
          onChange={(event) => {
            const next = new Set(left)
            if (event.target.checked) next.delete(entryId)
            else next.add(entryId)
            setLeft(next)
          }}
        />
      ),
    },
    {
      id: 'entry',
      header: t('entry'),
      rowHeader: true,
      wrap: true,
      cell: ({ patientCode, place }) => `${patientCode} · ${place}`,
    },
    { id: 'from', header: t('version'), cell: ({ from }) => `${from} → ${to}` },
    {
      id: 'changes',
      header: t('moveChanges'),
      wrap: true,
      cell: (row) => (
        <ul className="grid gap-0.5 text-xs">
          {row.lost.length > 0 && (
            <li>{t('moveLost', { items: row.lost.map((item) => labels[item] ?? item).join(' · ') })}</li>
          )}
          {row.unusual.map((issue, index) => (
            <li key={index}>{t('moveUnusual', { what: nameIssue(issue) })}</li>
          ))}
          {row.refused.map((issue, index) => (
            <li key={index} className="text-missed">
              {t('moveRefused', { what: nameIssue(issue) })}
            </li>
          ))}
          {row.locked && <li className="text-missed">{t('moveLocked')}</li>}
          {row.signed && !row.locked && <li className="text-late">{t('moveSigned')}</li>}
          {faults.has(row.entryId) && <li className="text-missed">{faults.get(row.entryId)}</li>}
          {row.lost.length + row.unusual.length + row.refused.length === 0 && !row.locked && (
            <li className="text-dim">{t('moveSame')}</li>
          )}
        </ul>
      ),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('moveTitle', { title })}
        subtitle={t('moveAbout', { to })}
        actions={
          <LinkButton small look="quiet" href={`/${slug}/forms`}>
            {t('toForms')}
          </LinkButton>
        }
      />
      <PageBody>
        {entries.length === 0 ? (
          <EmptyState title={t('moveNone')}>{t('moveNoneNext')}</EmptyState>
        ) : (
          <div className="grid gap-4">
            {changes.map(({ from, items }) => (
              <DifferenceList key={from} title={t('changesFrom', { from, to })} items={items} />
            ))}
            <DataTable
              caption={t('entries')}
              columns={columns}
              rows={entries}
              rowId={(row) => row.entryId}
              total={entries.length}
              page={1}
              pageSize={Math.max(1, entries.length)}
            />
            <TablePager
              page={page}
              pageSize={pageSize}
              total={total}
              hrefOf={(next) => `/${slug}/forms/${id}/entries?page=${next}`}
            />
            <div className="flex flex-wrap items-end gap-3">
              <Field
                label={t('moveReason')}
                required
                error={tried && reason.trim() === '' ? issues('required') : undefined}
              >
                {(control) => (
                  <TextInput
                    {...control}
                    name="reason"
                    className="w-96"
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
              <Button look="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void move()}>
                {t('move', { count: chosen.length })}
              </Button>
              {done !== null && <span role="status">{t('moving', { done, of: chosen.length })}</span>}
            </div>
          </div>
        )}
      </PageBody>
    </>
  )
}
