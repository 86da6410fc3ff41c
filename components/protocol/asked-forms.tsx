'use client'

import { useTranslations } from 'next-intl'
import { useShelf } from '@/components/forms/shelf-context'
import { Button } from '@/components/ui/button'
import { CheckboxGroup, Checkbox } from '@/components/ui/choice'
import { useFormList, useFormValue } from '@/components/ui/form'
import { Select } from '@/components/ui/input'
import { textOf } from '@/lib/i18n/locale'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { useEditing, useIssueAt } from './editor-context'
import { list, part, text } from './json'
import { RowButtons } from './rows'
import { useTechniqueOptions } from './section-lists'

interface AskedFormsProps {
  name: string
  /** Which of the shelf may be asked here. */
  fits: (repeat: string) => boolean
  /** Forms of a visit may stand in for one another by telephone. */
  standIns?: boolean
}

/** The forms that are asked somewhere: which, whether required, of whom. */
export function AskedForms({ name, fits, standIns = false }: AskedFormsProps) {
  const t = useTranslations('protocolEdit')
  const { form } = useEditing()
  const rows = useFormList(form, name)
  const issue = useIssueAt([name])
  return (
    <div className="grid gap-2">
      {rows.keys.length === 0 && <p className="text-dim">{t('noForms')}</p>}
      <ul className="grid gap-2">
        {rows.keys.map((key, index) => (
          <li key={key} className="grid grid-cols-[minmax(0,1fr)] gap-1 border-b border-line pb-2">
            <AskedForm
              at={`${name}.${index}`}
              what={`${t('one.form')} ${index + 1}`}
              fits={fits}
              siblings={standIns ? name : null}
              buttons={
                <RowButtons
                  what={`${t('one.form')} ${index + 1}`}
                  first={index === 0}
                  last={index === rows.keys.length - 1}
                  onMove={(by) => rows.move(index, index + by)}
                  onRemove={() => rows.remove(index)}
                />
              }
            />
          </li>
        ))}
      </ul>
      {issue && <p className="text-xs text-missed">{issue}</p>}
      <div>
        <Button
          small
          onClick={() =>
            rows.append({ form: '', required: true, techniques: [], tells: false, insteadOf: '' })
          }
        >
          {t('add.form')}
        </Button>
      </div>
    </div>
  )
}

interface AskedFormProps {
  at: string
  what: string
  fits: (repeat: string) => boolean
  siblings: string | null
  buttons: React.ReactNode
}

function AskedForm({ at, what, fits, siblings, buttons }: AskedFormProps) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const { form } = useEditing()
  const locale = usePageLocale()
  const shelf = useShelf()
  const techniques = useTechniqueOptions()
  const issue = useIssueAt([at], true)
  const value = text(useFormValue(form, `${at}.form`))
  const insteadOf = text(useFormValue(form, `${at}.insteadOf`))
  const offered = shelf.list().filter(({ repeat }) => fits(repeat))
  const isOffered = offered.some(({ id, version }) => `${id}@${version}` === value)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Select
          {...form.register(`${at}.form`)}
          value={value}
          aria-label={what}
          aria-invalid={issue ? true : undefined}
          className="min-w-0 flex-1 basis-48"
        >
          {value === '' && <option value="">{t('chooseForm')}</option>}
          {value !== '' && !isOffered && <option value={value}>{value}</option>}
          {offered.map(({ id, version, title }) => (
            <option key={`${id}@${version}`} value={`${id}@${version}`}>
              {`${textOf(title, locale)} (${id} v${version})`}
            </option>
          ))}
        </Select>
        <Checkbox {...form.register(`${at}.required`)} label={f('required')} />
        {buttons}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 text-xs">
        <span aria-hidden="true" className="text-dim">
          {f('techniques')}
        </span>
        <CheckboxGroup
          {...form.register(`${at}.techniques`)}
          aria-label={f('techniques')}
          options={techniques.map((option) => ({ ...option, digit: '' }))}
        />
        <Checkbox {...form.register(`${at}.tells`)} label={f('tells')} />
        {siblings && <StandIn at={at} list={siblings} value={insteadOf} own={value} />}
      </div>
      {issue && <p className="text-xs text-missed">{issue}</p>}
    </>
  )
}

function StandIn({ at, list: name, value, own }: { at: string; list: string; value: string; own: string }) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const { form } = useEditing()
  const locale = usePageLocale()
  const shelf = useShelf()
  const others = list(useFormValue(form, name))
    .map((one) => text(part(one).form))
    .filter((one) => one !== '' && one !== own)
  return (
    <label className="inline-flex items-center gap-2">
      {f('insteadOf')}
      <Select {...form.register(`${at}.insteadOf`)} value={value}>
        <option value="">{t('noStandIn')}</option>
        {others.map((one) => {
          const [id = '', version] = one.split('@')
          const form = shelf.find(id, Number(version))
          return (
            <option key={one} value={id}>
              {form ? textOf(form.short, locale) : id}
            </option>
          )
        })}
      </Select>
    </label>
  )
}
