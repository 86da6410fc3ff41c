'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field, type ControlProps } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/input'

export interface Choice {
  readonly value: string
  readonly label: string
}

interface TrailSearchProps {
  /** The other tab searches by fewer things. */
  view: 'changes' | 'access'
  verbs: readonly Choice[]
  tables: readonly Choice[]
  studies: readonly Choice[]
  sites: readonly Choice[]
}

/** A form of the address: what is searched for can be sent as a link. */
export function TrailSearch({ view, verbs, tables, studies, sites }: TrailSearchProps) {
  const t = useTranslations('trail')
  const common = useTranslations('common')
  const pathname = usePathname()
  const params = useSearchParams()
  const held = (name: string) => params.get(name) ?? ''
  const text = (name: string, type = 'text') =>
    function Box(control: ControlProps) {
      return <TextInput {...control} name={name} type={type} defaultValue={held(name)} autoComplete="off" />
    }
  const choice = (name: string, options: readonly Choice[]) =>
    function Box(control: ControlProps) {
      return (
        <Select {...control} name={name} defaultValue={held(name)} className="w-full">
          <option value="">{common('all')}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )
    }
  return (
    <search>
      {/* Another address is another form: its boxes show what was asked. */}
      <form key={params.toString()} action={pathname} className="no-print grid gap-3">
        {view === 'access' && <input type="hidden" name="view" value="access" />}
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
          <Field label={t('from')}>{text('from', 'date')}</Field>
          <Field label={t('to')}>{text('to', 'date')}</Field>
          <Field label={t('person')}>{text('person')}</Field>
          <Field label={t('patient')}>{text('patient')}</Field>
          <Field label={t('study')}>{choice('study', studies)}</Field>
          <Field label={t('site')}>{choice('site', sites)}</Field>
          {view === 'changes' && (
            <>
              <Field label={t('verb')}>{choice('verb', verbs)}</Field>
              <Field label={t('table')}>{choice('table', tables)}</Field>
            </>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary">
            {common('search')}
          </Button>
          <Link
            href={view === 'access' ? `${pathname}?view=access` : pathname}
            prefetch={false}
            className="text-xs text-accent hover:underline"
          >
            {common('clear')}
          </Link>
        </div>
      </form>
    </search>
  )
}
