'use client'

import { useRef, useState, type FormEvent } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { readApi, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select, TextArea, TextInput } from '@/components/ui/input'
import { ActProblem } from './act-problem'
import { listConsequences, type MoveOptions, type MovePlace } from './move-consequences'
import { useAct } from './use-act'
import type { EntryView } from './view'

interface MoveDialogProps {
  view: EntryView
  entryId: string
  formTitle: string
  label: string
  nameVisit: (code: string) => string
  onClose: () => void
}

/** Moves an entry to the right patient or visit. Who it is and what will happen stand there before it does. */
export function MoveDialog({ view, entryId, formTitle, label, nameVisit, onClose }: MoveDialogProps) {
  const t = useTranslations()
  const router = useRouter()
  const patient = useRef<HTMLInputElement>(null)
  const reasonBox = useRef<HTMLTextAreaElement>(null)
  const [options, setOptions] = useState<MoveOptions | null>(null)
  const [chosen, setChosen] = useState(0)
  const [searchProblem, setSearchProblem] = useState<ApiProblem | null>(null)
  const [wanted, setWanted] = useState(false)
  const place = options?.places[chosen]
  const { act, busy, problem } = useAct(() => {
    onClose()
    router.push(place?.visitId ? hrefOf(view, place) : view.back)
  })

  async function find() {
    const code = patient.current?.value.trim().toUpperCase() ?? ''
    if (code === '') return
    setSearchProblem(null)
    setOptions(null)
    const query = new URLSearchParams({ patient: code }).toString()
    const result = await readApi<MoveOptions>(`/studies/${view.study}/entries/${entryId}/move?${query}`)
    if (!result.ok) {
      setSearchProblem(result.problem)
      return
    }
    setChosen(
      Math.max(
        0,
        result.data.places.findIndex(({ refusal }) => refusal === null),
      ),
    )
    setOptions(result.data)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!options || !place) {
      void find()
      return
    }
    const reason = reasonBox.current?.value.trim() ?? ''
    setWanted(reason === '')
    if (reason === '') {
      reasonBox.current?.focus()
      return
    }
    if (busy || place.refusal !== null) return
    void act(
      {
        method: 'POST',
        path: `/studies/${view.study}/entries/${entryId}/move`,
        body: {
          version: options.version,
          reason,
          target: {
            enrolmentId: options.target.enrolmentId,
            visitId: place.visitId,
            repeatKey: place.repeatKey,
          },
        },
      },
      t('correct.move.done', { to: `${options.target.code} · ${namePlace(place)}` }),
    )
  }

  const namePlace = ({ visitCode, repeatKey }: MovePlace) =>
    [visitCode ? nameVisit(visitCode) : t('entry.operationForm'), repeatKey].filter(Boolean).join(' · ')
  const sayPlace = (one: MovePlace) =>
    [
      namePlace(one),
      one.visitId && (one.doneOn ?? t('correct.move.notDone')),
      one.refusal && t(one.refusal === 'visit_locked' ? 'matrix.cell.locked' : `issues.${one.refusal}`),
    ]
      .filter(Boolean)
      .join(' · ')

  return (
    <Dialog open wide onClose={onClose} title={t('correct.move.of', { form: formTitle })}>
      <form noValidate onSubmit={submit} className="grid gap-3">
        <p>{t('correct.move.about')}</p>
        <Field label={t('correct.move.patient')} required>
          {(control) => (
            <span className="flex flex-wrap gap-2">
              <TextInput
                {...control}
                ref={patient}
                defaultValue={view.patient.code}
                maxLength={40}
                className="w-40!"
                onChange={() => setOptions(null)}
              />
              <Button onClick={() => void find()}>{t('correct.move.find')}</Button>
            </span>
          )}
        </Field>
        <ActProblem problem={searchProblem} />
        {options && (
          <>
            <p role="status" className="font-medium">
              {[
                options.target.code,
                options.target.name,
                options.target.sex && t(`entry.sex.${options.target.sex}`),
                options.target.age !== null && t('entry.age', { age: options.target.age }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {options.places.length === 0 && <p>{t('correct.move.nowhere')}</p>}
            {options.from.locked && <p className="text-missed">{t('correct.move.locked')}</p>}
          </>
        )}
        {options && place && (
          <>
            <Field label={t('correct.move.to')} required>
              {(control) => (
                <Select
                  {...control}
                  value={chosen}
                  onChange={(event) => setChosen(Number(event.target.value))}
                >
                  {options.places.map((one, index) => (
                    <option key={index} value={index} disabled={one.refusal !== null}>
                      {sayPlace(one)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {place.refusal === null && (
              <section aria-labelledby="move-what" className="rounded bg-well px-3 py-2">
                <h3 id="move-what" className="font-semibold">
                  {t('correct.move.what')}
                </h3>
                <ul className="list-disc pl-4">
                  <li>
                    {t('correct.move.entryGoes', {
                      form: formTitle,
                      from: `${view.patient.code} · ${label}`,
                      to: `${options.target.code} · ${namePlace(place)}`,
                    })}
                  </li>
                  {listConsequences(options, place).map(({ key, params }) => (
                    <li key={key}>{t(`correct.move.${key}`, params)}</li>
                  ))}
                </ul>
              </section>
            )}
            <Field label={t('correct.reason')} required error={wanted ? t('issues.required') : undefined}>
              {(control) => <TextArea {...control} ref={reasonBox} rows={2} maxLength={500} />}
            </Field>
          </>
        )}
        <ActProblem problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {options && place && (
            <Button
              type="submit"
              look="primary"
              busy={busy}
              disabled={place.refusal !== null || options.from.locked}
            >
              {t('correct.move.do')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

function hrefOf(view: EntryView, { visitId, repeatKey }: MovePlace): string {
  const query = repeatKey ? `?${new URLSearchParams({ repeat: repeatKey }).toString()}` : ''
  return `/${view.study}/visits/${visitId}/${view.place.instrument}${query}`
}
