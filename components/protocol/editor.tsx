'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'next-intl'
import type { InstrumentJson } from '@/lib/codebook/json'
import { ShelfProvider, useShelf } from '@/components/forms/shelf-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { useEntryForm, useLeaveWarning } from '@/components/ui/form'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { TheirsBanner } from '@/components/registry/theirs-banner'
import { diffProtocols } from '@/lib/protocol/diff'
import type { Protocol } from '@/lib/protocol/protocol'
import * as z from 'zod'
import { ChangeList } from './change-list'
import { EditingProvider } from './editor-context'
import { EditorFile } from './editor-file'
import { EditorIssues } from './editor-issues'
import { toEditor, type EditorValues } from './editor-values'
import { DiscardDraft } from './discard-draft'
import { PublishDialog } from './publish-dialog'
import { ArmsSection, CriteriaSection } from './section-lists'
import { RulesSection } from './section-rules'
import { StudySection } from './section-study'
import { FormsSection, QualitySection, RandomisationSection } from './section-trial'
import { VisitsSection } from './section-visits'
import { fieldInForm, SECTIONS, sectionOf, type Section } from './steps'
import { useDraft, type StoredDraft } from './use-draft'

export interface ProtocolEditorProps {
  slug: string
  current: Protocol
  number: number
  draft: StoredDraft | null
  draftVersion: number
  own: readonly InstrumentJson[]
  enrolments: number
  today: string
}

/** Writes the next version of a protocol: everything is kept as typed, and checked as it is typed. */
export function ProtocolEditor(props: ProtocolEditorProps) {
  return (
    <ShelfProvider own={props.own}>
      <Editor {...props} />
    </ShelfProvider>
  )
}

const ANYTHING = z.record(z.string(), z.unknown())

function Editor({ slug, current, number, draft, draftVersion, enrolments, today }: ProtocolEditorProps) {
  const t = useTranslations('protocolEdit')
  const shelf = useShelf()
  const [first] = useState(() => toEditor(draft?.definition ?? current))
  const form = useEntryForm<EditorValues, EditorValues>({ schema: ANYTHING, defaultValues: first })
  const drafting = useDraft({ slug, form, shelf, draft, draftVersion, current, number })
  const { issues, typed, state, theirs } = drafting
  const [section, setSection] = useState<Section>('study')
  const [visit, setVisit] = useState<number | null>(null)
  const [sought, setSought] = useState<{ readonly field: string } | null>(null)
  const [publishing, setPublishing] = useState(false)
  const body = useRef<HTMLFormElement>(null)
  useLeaveWarning(state !== 'saved')

  const inForm = useMemo(
    () => issues.map((issue) => ({ ...issue, field: fieldInForm(issue.field, typed) })),
    [issues, typed],
  )
  const editing = useMemo(() => ({ form, issues: inForm }), [form, inForm])

  // The part that holds the field has to be on the page first.
  useEffect(() => {
    if (sought === null) return
    const boxes = [...(body.current?.querySelectorAll<HTMLElement>('[name]') ?? [])]
    const found = findBox(boxes, sought.field)
    found?.focus()
  }, [sought])

  function seek(field: string) {
    const next = sectionOf(field)
    setSection(next)
    const [, at] = field.split('.')
    if (next === 'visits' && at !== undefined) setVisit(Number(at))
    setSought({ field: fieldInForm(field, typed) })
  }

  function replace(definition: unknown) {
    setVisit(null)
    form.reset(toEditor(definition))
    drafting.look()
  }

  return (
    <EditingProvider value={editing}>
      <PageHeader
        title={t('title')}
        subtitle={
          <span className="flex flex-wrap gap-x-4">
            <span>{t('basedOn', { number: drafting.basedOn, next: number + 1 })}</span>
            <span role="status">{drafting.words}</span>
          </span>
        }
        actions={
          <>
            <LinkButton small look="quiet" href={`/${slug}/protocol`}>
              {t('toProtocol')}
            </LinkButton>
            <EditorFile slug={slug} typed={typed} onRead={replace} />
            <DiscardDraft
              disabled={draft === null && state === 'saved' && !drafting.stored}
              onDiscard={async () => {
                if (await drafting.discard()) replace(current)
              }}
            />
            <Button small onClick={() => void drafting.save()} hint="Ctrl+S">
              {t('saveDraft')}
            </Button>
            <Button
              small
              look="primary"
              disabled={issues.length > 0 || drafting.overtaken}
              onClick={() => setPublishing(true)}
            >
              {t('publish')}
            </Button>
          </>
        }
      />
      <PageBody>
        {drafting.overtaken && (
          <Banner tone="late" title={t('overtaken', { number })}>
            {t('overtakenNext')}
          </Banner>
        )}
        {theirs && (
          <>
            <TheirsBanner
              title={t('theirs')}
              values={[theirs.savedBy]}
              onTake={() => {
                drafting.take()
                replace(theirs.definition ?? current)
              }}
              onKeep={drafting.keep}
            />
            <details className="rounded border border-line p-2">
              <summary>{t('theirsDiffer')}</summary>
              <ChangeList changes={diffProtocols(theirs.definition ?? current, typed)} />
            </details>
          </>
        )}
        <EditorIssues issues={issues} typed={typed} onSeek={seek} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
          <SectionList
            section={section}
            count={(one) => issues.filter(({ field }) => sectionOf(field) === one).length}
            onSection={setSection}
          />
          <form
            ref={body}
            noValidate
            className="grid max-w-4xl min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6"
            onSubmit={(event) => event.preventDefault()}
            onKeyDown={(event) => {
              if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              void drafting.save()
            }}
          >
            <h2 className="sr-only">{t(`sections.${section}`)}</h2>
            {section === 'study' && <StudySection today={today} />}
            {section === 'arms' && <ArmsSection />}
            {section === 'criteria' && <CriteriaSection />}
            {section === 'visits' && <VisitsSection open={visit} onOpen={setVisit} />}
            {section === 'forms' && <FormsSection />}
            {section === 'rules' && <RulesSection />}
            {section === 'randomisation' && <RandomisationSection />}
            {section === 'quality' && <QualitySection />}
          </form>
        </div>
      </PageBody>
      <PublishDialog
        open={publishing}
        onClose={() => setPublishing(false)}
        slug={slug}
        current={current}
        typed={typed}
        enrolments={enrolments}
        save={drafting.save}
      />
    </EditingProvider>
  )
}

/** The box of a name; else the first below it, else the one that shows the whole of which it is a part. */
function findBox(boxes: readonly HTMLElement[], field: string): HTMLElement | undefined {
  const name = (box: HTMLElement) => box.getAttribute('name') ?? ''
  return (
    boxes.find((box) => name(box) === field) ??
    boxes.find((box) => name(box).startsWith(`${field}.`)) ??
    boxes.find((box) => field.startsWith(`${name(box)}.`))
  )
}

interface SectionListProps {
  section: Section
  count: (section: Section) => number
  onSection: (section: Section) => void
}

function SectionList({ section, count, onSection }: SectionListProps) {
  const t = useTranslations('protocolEdit')
  return (
    <nav aria-label={t('sectionsLabel')}>
      <ul className="flex flex-wrap gap-1 lg:sticky lg:top-20 lg:grid">
        {SECTIONS.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === section ? 'true' : undefined}
              onClick={() => onSection(one)}
              className="flex min-h-control w-full items-center justify-between gap-2 rounded px-2 text-left hover:bg-well aria-[current]:bg-accent-soft aria-[current]:font-medium"
            >
              {t(`sections.${one}`)}
              {count(one) > 0 && (
                <span className="text-xs text-missed" aria-label={t('toSettle', { count: count(one) })}>
                  {count(one)}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
