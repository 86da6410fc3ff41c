'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { parseDateText } from '@/lib/codebook/dates'
import type { Bilingual } from '@/lib/codebook/item'
import { parseTimeText } from '@/lib/codebook/times'
import type { operationBody } from '@/lib/contracts/enrolments'
import { textOf } from '@/lib/i18n/locale'
import type { Arm } from '@/lib/protocol/protocol'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { ParsedInput } from '@/components/ui/parsed-input'
import { useToast } from '@/components/ui/toast'
import { asDate, asNullable, asTime } from './enrol-values'
import { pickFields, toDefaults, type OperationInput } from './operation-defaults'
import { EarlierOperations, sayTyped, type EarlierOperation } from './operation-earlier'
import { LevelBox } from './operation-level-box'
import { suggestLevels, type TypedLevel } from './operation-levels'
import { LATER_RELATIONS, type LaterRelation } from './operation-relations'
import { OperationReplan } from './operation-replan'
import { makeOperationSchema, type OperationSchema } from './operation-schema'
import { TheirsBanner } from './theirs-banner'
import { usePageLocale } from './use-page-locale'

type Operation = z.output<typeof operationBody>

const TECHNIQUES = ['PVP', 'PKP', 'PELD', 'other'] as const

interface StoredOperation extends Omit<OperationInput, 'levels'> {
  readonly id: string
  readonly version: number
  /** A source may not have told a side: it is null until somebody says it, and the schema asks. */
  readonly levels: readonly TypedLevel[]
}

interface OperationFormProps {
  study: string
  /** The patient's page. */
  back: string
  enrolmentId: string
  today: string
  arms: readonly Arm[]
  plannedArm: string | null
  receivedArm: string | null
  /** The first operation is the index operation. */
  isIndex: boolean
  /** What was operated on before, the first on top: shown, and taken up by what is chosen. */
  earlier: readonly EarlierOperation[]
  /** Kind of a later operation, when it is known from where one comes. */
  relation?: LaterRelation | undefined
  /** A stored operation that is corrected; absent when one is added. */
  stored?: StoredOperation | undefined
  /** Form of an operation that comes next. */
  nextForm: string | null
  /** Names of the visits that a corrected date would move. */
  visitLabels: Readonly<Record<string, Bilingual>>
}

export function OperationForm(props: OperationFormProps) {
  const { study, back, enrolmentId, today, arms, isIndex, stored, earlier, nextForm } = props
  const locale = usePageLocale()
  const t = useTranslations('operation')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [version, setVersion] = useState(stored?.version ?? 0)
  const [theirs, setTheirs] = useState<(Operation & { version: number }) | null>(null)
  const [schema] = useState(() => makeOperationSchema(isIndex))
  const form = useEntryForm({ schema, defaultValues: { ...toDefaults(props), levelsLeft: '' } })
  const { register } = form
  const levels = (useFormValue(form, 'levels') ?? []) as readonly TypedLevel[]
  const levelsError =
    form.error('levelsLeft') ??
    form.error('levels') ??
    levels.map((_, at) => form.error(`levels.${at}.side`)).find(Boolean)

  const relation = String(useFormValue(form, 'relation') ?? '')
  const first = earlier[0]?.levels ?? []
  const hasNoOtherSide = relation === 'contralateral' && suggestLevels(relation, first).length === 0

  /** Levels that were suggested follow the kind; those that somebody changed stay. */
  function follow(next: string) {
    if (stored || isIndex) return
    const current = form.getValues('levels')
    const suggested = sayTyped(suggestLevels(relation, first), t)
    if (current.length > 0 && sayTyped(current, t) !== suggested) return
    form.setValue('levels', suggestLevels(next, first) as OperationInput['levels'], {
      shouldDirty: true,
      shouldValidate: levelsError !== undefined,
    })
  }

  function save(values: z.output<OperationSchema>) {
    const body = pickFields(values)
    return send<{ id: string }>(
      stored
        ? { method: 'PUT', path: `/studies/${study}/operations/${stored.id}`, body: { ...body, version } }
        : { method: 'POST', path: `/studies/${study}/operations`, body: { ...body, enrolmentId } },
    )
  }

  function saved({ id }: { id: string }) {
    toast({ tone: 'done', text: isIndex && !stored ? t('savedScheduled') : common('saved') })
    router.push(stored || nextForm === null ? back : `/${study}/operations/${id}/${nextForm}`)
  }

  function showTheirs(problem: ApiProblem): boolean {
    const current = problem.extra.current
    if (problem.code !== 'conflict' || !current) return false
    setTheirs(current as Operation & { version: number })
    return true
  }

  function keepMine() {
    if (theirs) setVersion(theirs.version)
    setTheirs(null)
  }

  return (
    <Form form={form} onSave={save} onSaved={saved} onProblem={showTheirs}>
      {theirs && (
        <TheirsBanner
          title={t('theirs')}
          values={[
            theirs.performedOn,
            theirs.endedTime,
            theirs.receivedTechnique,
            sayTyped(theirs.levels, t),
            theirs.operator,
          ]}
          onTake={() => {
            form.reset({ ...form.getValues(), ...pickFields(theirs) })
            keepMine()
          }}
          onKeep={keepMine}
        />
      )}
      {earlier.length > 0 && <EarlierOperations operations={earlier} />}
      <EnterGoesOn>
        <FieldGrid>
          <Field
            label={t('relation')}
            required
            error={form.error('relation')}
            description={hasNoOtherSide ? t('noOtherSide') : undefined}
          >
            {(control) => (
              <Select
                {...control}
                {...register('relation', { onChange: (event) => follow(String(event.target.value)) })}
              >
                {(isIndex ? (['index'] as const) : LATER_RELATIONS).map((relation) => (
                  <option key={relation} value={relation}>
                    {t(`relations.${relation}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('performedOn')} required error={form.error('performedOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...register('performedOn', { setValueAs: asDate(today, undefined) })}
                parse={(raw) => parseDateText(raw, { today })}
                autoFocus
              />
            )}
          </Field>
          <Field label={t('endedTime')} description={t('endedTimeAbout')} error={form.error('endedTime')}>
            {(control) => (
              <ParsedInput
                {...control}
                {...register('endedTime', { setValueAs: asTime })}
                placeholder="HH:MM"
                className="w-20"
                parse={parseTimeText}
                print={String}
              />
            )}
          </Field>
          {isIndex && stored && (
            <OperationReplan
              study={study}
              id={stored.id}
              form={form}
              today={today}
              labels={props.visitLabels}
            />
          )}
          <Field label={t('levels')} required error={levelsError} description={t('levelsAbout')}>
            {(control) => (
              <LevelBox
                control={control}
                levels={levels}
                boxRef={register('levelsLeft').ref}
                onLeft={(left) =>
                  form.setValue('levelsLeft', left, { shouldDirty: true, shouldValidate: true })
                }
                onLevels={(next) =>
                  form.setValue('levels', next as OperationInput['levels'], {
                    shouldDirty: true,
                    shouldValidate: levelsError !== undefined,
                  })
                }
              />
            )}
          </Field>
          {(['plannedTechnique', 'receivedTechnique'] as const).map((name) => (
            <Field key={name} label={t(name)} required error={form.error(name)}>
              {(control) => (
                <Select {...control} {...register(name)}>
                  {TECHNIQUES.map((technique) => (
                    <option key={technique} value={technique}>
                      {t(`techniques.${technique}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ))}
          {isIndex && (
            <Field label={t('receivedArm')} required error={form.error('receivedArm')}>
              {(control) => (
                <Select {...control} {...register('receivedArm', { setValueAs: asNullable })}>
                  {arms.map(({ code, label }) => (
                    <option key={code} value={code}>
                      {textOf(label, locale)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label={t('operator')} error={form.error('operator')}>
            {(control) => (
              <TextInput
                {...control}
                {...register('operator', { setValueAs: asNullable })}
                className="max-w-60!"
              />
            )}
          </Field>
          <Field label={t('cause')} required={!isIndex} error={form.error('cause')}>
            {(control) => <TextInput {...control} {...register('cause', { setValueAs: asNullable })} />}
          </Field>
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {stored || nextForm === null ? common('save') : common('saveNext')}
          </Button>
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
