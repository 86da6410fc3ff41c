'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { nameVariable } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'
import { groupBySection, listFamilies, searchFamilies, type Family } from './families'

interface VariablePickerProps {
  desk: CompareDesk
  chosen: ReadonlySet<string>
  onToggle: (name: string, on: boolean) => void
  onClose: () => void
  open: boolean
}

/** Everything the study asks: a line a question, a box a visit. */
export function VariablePicker({ desk, chosen, onToggle, open, onClose }: VariablePickerProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const [typed, setTyped] = useState('')
  const found = searchFamilies(listFamilies(desk.variables), typed)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('pickTitle')}
      wide
      actions={
        <Button look="primary" onClick={onClose}>
          {t('pickDone', { n: chosen.size })}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Field label={t('search')}>
          {(control) => (
            <TextInput {...control} value={typed} onChange={({ target }) => setTyped(target.value)} />
          )}
        </Field>
        <p role="status" className="text-xs text-dim">
          {t('found', { n: found.length })}
        </p>
        {groupBySection(found).map(({ title, families }) => (
          <section key={title?.en ?? ''} className="grid gap-1">
            <h3 className="font-semibold">{title ? textOf(title, locale) : t('otherVariables')}</h3>
            <ul>
              {families.map((family) => (
                <li key={family.id} className="border-b border-line py-1">
                  <FamilyLine family={family} desk={desk} chosen={chosen} onToggle={onToggle} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

type FamilyLineProps = Pick<VariablePickerProps, 'desk' | 'chosen' | 'onToggle'> & { family: Family }

function FamilyLine({ family, desk, chosen, onToggle }: FamilyLineProps) {
  const locale = usePageLocale()
  const { members, label, unit } = family
  const [only] = members
  const single = members.length === 1 && only?.visit === undefined && only?.level === undefined
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {single ? null : (
        <span className="basis-52">
          {textOf(label, locale)} <span className="text-xs text-dim">{unit}</span>
        </span>
      )}
      {members.map((member) => (
        <MemberBox
          key={member.name}
          member={member}
          text={single ? textOf(label, locale) : placeText(member, desk, locale)}
          name={nameVariable(member, desk, locale)}
          checked={chosen.has(member.name)}
          onToggle={onToggle}
        />
      ))}
    </div>
  )
}

function placeText({ visit, level }: StudyVariable, desk: CompareDesk, locale: 'zh-CN' | 'en'): string {
  const short = desk.visits.find(({ code }) => code === visit)?.short
  return [short ? textOf(short, locale) : visit, level].filter(Boolean).join(' ')
}

interface MemberBoxProps {
  member: StudyVariable
  text: string
  name: string
  checked: boolean
  onToggle: (name: string, on: boolean) => void
}

function MemberBox({ member, text, name, checked, onToggle }: MemberBoxProps) {
  const t = useTranslations('compare')
  return (
    <label className="inline-flex min-h-control items-center gap-2">
      <input
        type="checkbox"
        className="size-4 shrink-0"
        aria-label={t('variableWithN', { name, n: member.n })}
        checked={checked}
        onChange={({ target }) => onToggle(member.name, target.checked)}
      />
      <span>
        {text}{' '}
        <span className={member.n === 0 ? 'text-xs text-late' : 'text-xs text-dim'}>
          <i>n</i> {member.n}
        </span>
      </span>
    </label>
  )
}
