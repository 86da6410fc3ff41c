'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { compareVersions } from '@/lib/codebook/compare-versions'
import type { InstrumentJson } from '@/lib/codebook/json'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { TheirsBanner } from '@/components/registry/theirs-banner'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useLeaveWarning } from '@/components/ui/form'
import { LinkButton } from '@/components/ui/link-button'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { usePageTitle } from './use-page-title'
import { addItem, changeItem, moveItem, removeItem } from './definition-edits'
import { DifferenceList } from './difference-list'
import { FormAbout } from './form-about'
import { FormFile } from './form-file'
import { FormIssues } from './form-issues'
import { FormPreview } from './form-preview'
import { ItemEditor } from './item-editor'
import { ItemRows } from './item-rows'
import { useFormDraft, type DraftView } from './use-form-draft'

export interface FormEditorProps {
  study: string
  id: string
  /** Published versions, the latest first. */
  versions: readonly InstrumentJson[]
  draft: DraftView | null
  taken: readonly string[]
  today: string
}

/** Writes a form of the study's own beside the form itself, which behaves as it will. */
export function FormEditor({ study, id, versions, draft, taken, today }: FormEditorProps) {
  const t = useTranslations('forms')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const form = useFormDraft({ study, id, versions, draft, taken })
  const { definition, change, issues } = form
  const [selected, setSelected] = useState(0)
  const [sought, setSought] = useState<{ readonly field: string } | null>(null)
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const title = usePageTitle(definition.title, id)
  useLeaveWarning(form.dirty)

  // The last state that held together goes on being shown while something is half typed.
  const [shown, setShown] = useState<InstrumentJson | null>(issues.length === 0 ? form.sealed : null)
  if (issues.length === 0 && shown !== form.sealed) setShown(form.sealed)

  useEffect(() => {
    if (sought === null) return
    const boxes = [...(body.current?.querySelectorAll<HTMLElement>('[name]') ?? [])]
    const name = (box: HTMLElement) => box.getAttribute('name') ?? ''
    const found =
      boxes.find((box) => name(box) === sought.field) ??
      boxes.find((box) => name(box).startsWith(sought.field))
    found?.focus()
  }, [sought])

  function seek(field: string) {
    const [head, at] = field.split('.')
    if (head === 'items' && at !== undefined) setSelected(Number(at))
    setSought({ field })
  }

  async function save() {
    if ((await form.save()) !== null) toast({ tone: 'done', text: t('kept') })
  }

  async function publish() {
    setAsking(null)
    const number = await form.publish()
    if (number === null) return
    toast({ tone: 'done', text: t('published', { number }) })
    router.push(`/${study}/forms`)
    router.refresh()
  }

  async function discard() {
    setAsking(null)
    if (!(await form.discard())) return
    router.push(`/${study}/forms`)
    router.refresh()
  }

  const at = Math.min(selected, definition.items.length - 1)
  const item = definition.items[at]
  const faulty = useMemo(() => listFaulty(issues), [issues])
  const next = (versions[0]?.version ?? 0) + 1
  const problem = form.problem && problemText(form.problem)

  return (
    <>
      <PageHeader
        title={title}
        subtitle={
          <span className="flex flex-wrap gap-x-4">
            <code>{id}</code>
            <span>{t('nextVersion', { number: next })}</span>
            <span role="status">{t(form.dirty ? 'unsaved' : form.stored ? 'draftKept' : 'unchanged')}</span>
          </span>
        }
        actions={
          <>
            <LinkButton small look="quiet" href={`/${study}/forms`}>
              {t('toForms')}
            </LinkButton>
            <FormFile id={id} definition={definition} sealed={form.sealed} onRead={change} />
            <Button small look="quiet" disabled={!form.stored} onClick={() => setAsking('discard')}>
              {t('discard')}
            </Button>
            <Button small busy={form.busy} onClick={() => void save()} hint="Ctrl+S">
              {t('saveDraft')}
            </Button>
            <Button
              small
              look="primary"
              disabled={issues.length > 0 || form.theirs !== null}
              onClick={() => setAsking('publish')}
            >
              {t('publish')}
            </Button>
          </>
        }
      />
      <PageBody>
        <div
          ref={body}
          className="grid gap-4"
          onKeyDown={(event) => {
            if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            void save()
          }}
        >
          {problem && (
            <Banner tone="missed" alert title={problem.title}>
              {problem.detail}
            </Banner>
          )}
          {form.theirs && (
            <>
              <TheirsBanner
                title={t('theirs')}
                values={[form.theirs.savedByName]}
                onTake={form.takeTheirs}
                onKeep={() => void form.keepMine()}
              />
              <DifferenceList
                title={t('theirsDiffer')}
                items={compareVersions(form.theirs.definition, definition)}
              />
            </>
          )}
          <FormIssues issues={issues} items={definition.items} onSeek={seek} />
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <div className="grid min-w-0 gap-4">
              <FormAbout
                definition={definition}
                issues={issues}
                open={versions.length === 0}
                onChange={change}
              />
              <ItemRows
                items={definition.items}
                selected={at}
                faulty={faulty}
                onSelect={setSelected}
                onMove={(index, by) => {
                  change(moveItem(definition, index, by))
                  setSelected(Math.min(definition.items.length - 1, Math.max(0, index + by)))
                }}
                onAdd={(kind) => {
                  change(addItem(definition, at, kind))
                  setSelected(at + 1)
                  setSought({ field: `items.${at + 1}.label.zh` })
                }}
                onRemove={(index) => {
                  change(removeItem(definition, index))
                  setSelected(Math.max(0, index - (index === definition.items.length - 1 ? 1 : 0)))
                }}
              />
              {item && (
                <section aria-label={t('item', { number: at + 1 })}>
                  <h2 className="mb-2 text-base font-semibold">{t('item', { number: at + 1 })}</h2>
                  <ItemEditor
                    key={`${at} ${item.kind}`}
                    item={item}
                    index={at}
                    issues={issues}
                    onChange={(changed) => change(changeItem(definition, at, changed))}
                  />
                </section>
              )}
            </div>
            <div className="min-w-0 lg:sticky lg:top-24 lg:max-h-[calc(100vh-7rem)] lg:overflow-y-auto">
              {shown ? (
                <FormPreview definition={shown} today={today} />
              ) : (
                <p className="rounded border border-line p-3 text-dim">{t('previewWaits')}</p>
              )}
            </div>
          </div>
        </div>
      </PageBody>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'publish' ? t('publishAs', { number: next }) : t('discard')}
        actions={
          <>
            <Button onClick={() => setAsking(null)}>{common('cancel')}</Button>
            <Button
              look="primary"
              busy={form.busy}
              onClick={() => void (asking === 'publish' ? publish() : discard())}
            >
              {t(asking === 'publish' ? 'publish' : 'discard')}
            </Button>
          </>
        }
      >
        <p>{t(asking === 'publish' ? 'publishAbout' : 'discardAbout')}</p>
        {asking === 'publish' && versions[0] && (
          <DifferenceList
            title={t('changesSince', { number: versions[0].version })}
            items={compareVersions(versions[0], form.sealed)}
          />
        )}
      </Dialog>
    </>
  )
}

function listFaulty(issues: FormEditorIssues): ReadonlySet<number> {
  return new Set(
    issues.flatMap(({ field }) => {
      const [head, at] = field.split('.')
      return head === 'items' && at !== undefined ? [Number(at)] : []
    }),
  )
}

type FormEditorIssues = ReturnType<typeof useFormDraft>['issues']
