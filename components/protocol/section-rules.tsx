'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useFormList, useFormValue } from '@/components/ui/form'
import { Select } from '@/components/ui/input'
import { textOf } from '@/lib/i18n/locale'
import { THRESHOLDS } from '@/lib/instruments/thresholds'
import { findRule, RULES } from '@/lib/protocol/rules/evaluate'
import type { Rule } from '@/lib/protocol/rules/rule'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { useEditing, useIssueAt } from './editor-context'
import { list, part, text } from './json'
import { BoxesField, NumberField, SelectField, TextField } from './fields'
import { Group } from './group'
import { RowButtons } from './rows'
import { useVisitOptions } from './section-study'

export function RulesSection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const page = useTranslations('protocolPage')
  const { form } = useEditing()
  const locale = usePageLocale()
  const rows = useFormList(form, 'rules')
  const planned = list(useFormValue(form, 'rules')).map(part)
  const [chosen, setChosen] = useState('')
  const name = useRuleName()
  const others = RULES.filter(({ id }) => !planned.some((plan) => plan.id === id))

  function add() {
    const [id = '', version = '1'] = chosen.split('@')
    rows.append({ id, version: Number(version), params: {} })
    setChosen('')
  }

  return (
    <>
      <Group title={f('rules')} about={page('rulesAbout')}>
        {rows.keys.length === 0 && <p className="text-dim">{page('noRules')}</p>}
        <ul className="grid gap-3">
          {rows.keys.map((key, at) => {
            const id = text(planned[at]?.id)
            const version = Number(planned[at]?.version)
            const rule = findRule(id, version)
            return (
              <li key={key} className="grid gap-3 rounded border border-line p-3">
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <span>
                    <span className="font-medium">{name(id)}</span>{' '}
                    <code className="text-xs text-dim">
                      {id} v{version}
                    </code>
                  </span>
                  <RowButtons
                    what={name(id)}
                    first={at === 0}
                    last={at === rows.keys.length - 1}
                    onMove={(by) => rows.move(at, at + by)}
                    onRemove={() => rows.remove(at)}
                  />
                </div>
                <RuleIssue at={`rules.${at}`} />
                {rule && <Params at={`rules.${at}.params`} rule={rule} />}
              </li>
            )
          })}
        </ul>
        <div className="flex flex-wrap items-center gap-2">
          <Select
            value={chosen}
            aria-label={t('add.rule')}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">{t('chooseRule')}</option>
            {others.map(({ id, version }) => (
              <option key={`${id}@${version}`} value={`${id}@${version}`}>
                {`${name(id)} (v${version})`}
              </option>
            ))}
          </Select>
          <Button small disabled={chosen === ''} onClick={add}>
            {t('add.rule')}
          </Button>
        </div>
      </Group>
      <Group title={page('responder')}>
        <SelectField
          name="responder"
          label={f('responder')}
          required
          options={THRESHOLDS.map(({ id, label }) => ({ value: id, label: textOf(label, locale) }))}
        />
      </Group>
    </>
  )
}

function useRuleName() {
  const names = useTranslations('rules.names')
  return (id: string) => (names.has(id) ? names(id) : id)
}

function RuleIssue({ at }: { at: string }) {
  const issue = useIssueAt([at])
  return issue ? <p className="text-xs text-missed">{issue}</p> : null
}

/** Parameters a rule has; an empty box keeps the rule's own value, which stands in it in grey. */
function Params({ at, rule }: { at: string; rule: Rule }) {
  const t = useTranslations('protocolEdit')
  const page = useTranslations('protocolPage.params')
  const visits = useVisitOptions()
  const entries = Object.entries(rule.defaults)
  if (entries.length === 0) return null
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {entries.map(([name, standard]) => {
        const label = page.has(name) ? page(name) : name
        if (Array.isArray(standard)) {
          const usual = (standard as readonly string[]).join(', ')
          return (
            <BoxesField
              key={name}
              name={`${at}.${name}`}
              label={label}
              description={t('usually', { value: usual })}
              options={visits}
            />
          )
        }
        const field = { name: `${at}.${name}`, label, placeholder: String(standard) }
        return typeof standard === 'number' ? (
          <NumberField key={name} {...field} />
        ) : (
          <TextField key={name} {...field} />
        )
      })}
    </div>
  )
}
