'use client'

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { CalculatedItem, Instrument } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { joinClasses } from '@/components/ui/class-names'
import { FieldGrid } from '@/components/ui/field'
import { useToast } from '@/components/ui/toast'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { Banner } from '@/components/ui/banner'
import { ConflictDialog } from './conflict-dialog'
import { CorrectionBox } from './correction-box'
import { EntryNotices, listVisualScales } from './entry-notices'
import { FindingList } from './finding-list'
import { FormTabs } from './form-tabs'
import { PatientTitle, VisitLine } from './head'
import { ItemList } from './item-list'
import { findControl } from './keys'
import { LeaveDialog } from './leave-dialog'
import { findFormBeside, findNextForm, type AskedForm } from './next-form'
import { formHref } from './places'
import { QueryDialog } from './query-dialog'
import { RecordBar } from './record-bar'
import { SaveBar } from './save-bar'
import { SaveState } from './save-state'
import { ScorePanel } from './score-panel'
import { missingKey, type Texts } from './texts'
import { useDraft } from './use-draft'
import { useEntry } from './use-entry'
import { useFirstFocus, useFormKeys } from './use-form-keys'
import { useLeave } from './use-leave'
import { useRaised } from './use-raised'
import { CORRECTION, useSave } from './use-save'
import { VerificationLine } from './source-ticks'
import { VisitFields } from './visit-fields'
import type { EntryView } from './view'
import { VISIT } from './visit-texts'

interface SheetProps {
  view: EntryView
  instrument: Instrument
  asked: readonly AskedForm[]
  /** The visit, or the operation, in words. */
  label: string
  nameVisit: (code: string) => string
}

export function EntryFormSheet({ view, instrument, asked, label, nameVisit }: SheetProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const correct = useTranslations('correct')
  const router = useRouter()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const { place } = view

  const entry = useEntry(view, instrument)
  const { texts, reading, base } = entry
  const draft = useDraft({
    study: view.study,
    place,
    baseVersion: base.version,
    texts,
    dirty: entry.dirty,
    initial:
      entry.restored && view.draft ? { kind: 'kept', at: String(view.draft.savedAt) } : { kind: 'none' },
  })
  const takeTyped = useEffectEvent(() => form.current && entry.takeTyped(form.current))
  useEffect(() => void takeTyped(), [])
  const leaving = useLeave(entry.dirty, draft.flush)
  const tellRaised = useRaised(view.study, place.enrolmentId, view.raised)
  const correction = useRef<HTMLInputElement>(null)
  const [queried, setQueried] = useState<{ readonly item: string | null } | null>(null)
  const openQuery = useCallback((item: string) => setQueried({ item }), [])
  const saver = useSave({
    view,
    instrument,
    entry,
    draft,
    onTrouble: (name) =>
      requestAnimationFrame(() => {
        const box = name === CORRECTION ? correction.current : form.current && findControl(form.current, name)
        box?.focus()
      }),
    onSaved: () => void tellRaised(),
    readCorrection: () => correction.current?.value.trim() ?? '',
  })
  const signature = view.record?.signature ?? null
  const lock = view.record?.lock ?? null

  /** Where one goes once everything is stored: on, or to the form beside; null stays. */
  type Then = 'next' | 1 | -1 | null

  function go(then: Then, complete: boolean | null) {
    const here = { id: place.instrument, repeatKey: place.repeatKey }
    if (then === null) return router.refresh()
    if (then === 'next') return goNext(complete)
    const beside = findFormBeside(asked, here, then)
    router.push(beside ? formHref(view, beside) : view.back)
  }

  function goNext(complete: boolean | null) {
    const others = view.saved.filter(
      (one) => one.instrument !== place.instrument || one.repeatKey !== place.repeatKey,
    )
    const own = { instrument: place.instrument, repeatKey: place.repeatKey, complete: complete ?? false }
    const saved = complete === null ? view.saved : [...others, own]
    const next = findNextForm(asked, saved, { id: place.instrument, repeatKey: place.repeatKey })
    router.push(next ? formHref(view, next) : view.back)
  }

  async function send(sent: Texts, version: number, then: Then) {
    const complete = await saver.save(sent, version)
    if (complete !== null) go(then, complete)
  }

  function save(then: Then) {
    if (saver.saving) return
    if (lock) {
      if (then !== null) go(then, null)
      return
    }
    const hasNothing = Object.keys(reading.values).length === 0 && reading.hard.size === 0
    const movesVisit = entry.dirty && saver.visit !== null && saver.visit.doneOn !== null
    const nothing = base.version > 0 ? !entry.dirty : hasNothing && !movesVisit
    if (!nothing) void send(texts, base.version, then)
    else if (then !== null) go(then, null)
    else toast({ tone: 'open', text: t('nothingToSave') })
  }

  const items = instrument.items.filter(
    ({ kind, name }) => kind !== 'calculated' && reading.visible.has(name),
  )
  const saveAnd = (andNext: boolean) => save(andNext ? 'next' : null)
  const keys = useFormKeys({
    form,
    asked: items.map(({ name }) => name),
    lacking: reading.lacking,
    onSave: saveAnd,
    onBeside: save,
    onLeave: entry.leave,
  })
  const cameFor = items.find(({ name }) => name === view.focus)
  const empty = items.find(({ name }) => !texts[name] && !texts[missingKey(name)])
  useFirstFocus(form, (cameFor ?? empty ?? items[0])?.name)

  const labelOf = (field: string) => {
    const name = field.replace(/^(values|reasons|visit)\./, '')
    const item = instrument.items.find((one) => one.name === name)
    if (item) return textOf(item.label, locale)
    const ofVisit = { doneOn: 'visitOn', doneTime: 'visitTime', mode: 'visitMode' } as const
    return name in ofVisit ? t(ofVisit[name as keyof typeof ofVisit]) : field
  }
  const unseen =
    texts[VISIT.mode] === 'telephone'
      ? listVisualScales(instrument).filter((name) => !texts[missingKey(name)])
      : []
  const scores = instrument.items.filter((item): item is CalculatedItem => item.kind === 'calculated')
  const previousVisit = view.previous ? nameVisit(view.previous.visitCode) : ''
  const level = place.visitId === null ? '' : place.repeatKey

  return (
    <>
      <PageHeader
        title={<PatientTitle patient={view.patient} arm={view.armLabel} />}
        subtitle={<VisitLine study={view.study} patient={view.patient} visit={saver.visit} label={label} />}
        actions={<SaveState base={base} draft={draft.state} timeZone={view.timeZone} today={view.today} />}
      />
      <PageBody>
        <FormTabs view={view} asked={asked} />
        <RecordBar
          view={view}
          visit={saver.visit}
          instrument={instrument}
          label={label}
          nameVisit={nameVisit}
          dirty={entry.dirty}
          onQuery={() => setQueried({ item: null })}
        />
        <FindingList view={view} onOpen={openQuery} />
        <VerificationLine view={view} instrument={instrument} />
        <div
          className={joinClasses(
            'grid grid-cols-[minmax(0,1fr)] items-start gap-6',
            scores.length > 0 && 'xl:grid-cols-[minmax(0,1fr)_14rem]',
          )}
        >
          <form
            ref={form}
            key={entry.epoch}
            noValidate
            aria-label={textOf(instrument.title, locale)}
            className="grid grid-cols-[minmax(0,1fr)] gap-4"
            onChange={entry.handleInput}
            {...keys}
            onBlur={({ target }) => {
              if ('name' in target && typeof target.name === 'string') entry.leave(target.name)
            }}
            onSubmit={(event) => event.preventDefault()}
          >
            <h2 className="text-base font-semibold">
              {textOf(instrument.title, locale)}
              {level && ` · ${level}`}
            </h2>
            <EntryNotices
              restoredAt={entry.restored && entry.dirty ? (view.draft?.savedAt ?? null) : null}
              timeZone={view.timeZone}
              onDiscard={() => void draft.discard().then((gone) => gone && entry.reset())}
              trouble={saver.trouble}
              problem={saver.problem}
              fieldLabel={labelOf}
              unseen={unseen}
              onUnseen={() => unseen.forEach((name) => entry.setMissing(form.current, name, 'not_done'))}
              visitTheirs={saver.visitTheirs}
              onVisit={saver.resolveVisit}
            />
            {lock && <Banner tone="never">{correct('lockedNext')}</Banner>}
            {signature && entry.dirty && !lock && (
              <CorrectionBox
                signature={signature}
                timeZone={view.timeZone}
                box={correction}
                wanted={saver.correctionWanted}
              />
            )}
            <fieldset disabled={lock !== null} className="contents">
              {saver.visit && (
                <VisitFields
                  {...entry.visitTexts}
                  today={view.today}
                  issues={entry.visitIssues}
                  window={saver.visit}
                />
              )}
              <FieldGrid>
                <ItemList
                  view={view}
                  instrument={instrument}
                  entry={entry}
                  form={form}
                  previousVisit={previousVisit}
                  onQuery={view.entryId === null ? null : openQuery}
                />
              </FieldGrid>
            </fieldset>
            <SaveBar
              busy={saver.saving}
              locked={lock !== null}
              lacking={reading.lacking.length}
              back={view.back}
              onSave={saveAnd}
            />
          </form>
          {scores.length > 0 && (
            <aside className="xl:sticky xl:top-24">
              <ScorePanel
                instrument={instrument}
                items={scores}
                values={reading.values}
                scores={reading.scores}
                previous={view.previous?.scores ?? null}
                previousVisit={previousVisit}
              />
            </aside>
          )}
        </div>
      </PageBody>
      {entry.conflict && (
        <ConflictDialog
          conflict={entry.conflict}
          instrument={instrument}
          today={view.today}
          timeZone={view.timeZone}
          onClose={() => entry.setConflict(null)}
          onChosen={(choices) => {
            const { kind, current } = entry.conflict ?? {}
            const merged = entry.resolve(choices)
            if (kind === 'save' && current) void send(merged, current.version, null)
          }}
        />
      )}
      {queried && view.entryId && (
        <QueryDialog
          view={view}
          entryId={view.entryId}
          instrument={instrument}
          item={queried.item}
          onClose={() => setQueried(null)}
        />
      )}
      <LeaveDialog open={leaving.waiting !== null} onStay={leaving.stay} onGo={leaving.go} />
    </>
  )
}
