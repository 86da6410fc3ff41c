'use client'

import { useTranslations } from 'next-intl'
import type { Item, Measure } from '@/lib/codebook/item'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { CodeRows } from './code-rows'
import { KINDS, makeItem, type Kind } from './definition-edits'
import {
  BilingualField,
  CheckField,
  NumberField,
  RangeFields,
  TextField,
  useFault,
  type Issued,
} from './edit-fields'

interface ItemEditorProps extends Issued {
  item: Item
  index: number
  onChange: (item: Item) => void
}

const MEASURES: Readonly<Record<Kind, readonly Measure[]>> = {
  number: ['scale', 'ordinal'],
  integer: ['scale', 'ordinal'],
  choice: ['nominal', 'ordinal'],
  multi: ['nominal'],
  date: ['scale'],
  text: ['nominal'],
  calculated: ['scale', 'ordinal', 'nominal'],
}

/** Everything about one item; each box bears the path of its field, which is where its faults are named. */
export function ItemEditor({ item, index, issues, onChange }: ItemEditorProps) {
  const t = useTranslations('forms')
  const words = useTranslations('codebook')
  const at = `items.${index}`
  const faultOf = useFault({ issues })
  const put = (part: Partial<Item>) => onChange({ ...item, ...part } as Item)
  const drop = (key: string) => {
    const { [key as keyof Item]: _gone, ...rest } = item
    onChange(rest as Item)
  }
  const optional = (key: 'showIf' | 'unit') => (value: string) =>
    value === '' ? drop(key) : put({ [key]: value })
  return (
    <div className="grid gap-3">
      <div className="grid gap-2 sm:grid-cols-[1fr_auto_auto]">
        <TextField
          issues={issues}
          label={t('name')}
          name={`${at}.name`}
          value={item.name}
          code
          onChange={(name) => put({ name })}
        />
        <Field label={t('kind')} error={faultOf(`${at}.kind`)}>
          {(control) => (
            <Select
              {...control}
              name={`${at}.kind`}
              value={item.kind}
              onChange={(event) => onChange(makeItem(event.target.value as Kind, item))}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {words(`kind.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('measure')} error={faultOf(`${at}.measure`)}>
          {(control) => (
            <Select
              {...control}
              name={`${at}.measure`}
              value={item.measure}
              onChange={(event) => put({ measure: event.target.value as Measure })}
            >
              {MEASURES[item.kind].map((measure) => (
                <option key={measure} value={measure}>
                  {words(`measure.${measure}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <BilingualField
        issues={issues}
        label={t('label')}
        name={`${at}.label`}
        value={item.label}
        onChange={(label) => put({ label })}
      />
      <ByKind item={item} at={at} issues={issues} put={put} drop={drop} />
      <TextField
        issues={issues}
        label={t('showIf')}
        name={`${at}.showIf`}
        value={item.showIf ?? ''}
        code
        long
        description={t('showIfAbout')}
        onChange={optional('showIf')}
      />
      <div className="flex flex-wrap gap-x-6">
        {item.kind !== 'calculated' && (
          <CheckField
            issues={issues}
            label={t('required')}
            name={`${at}.required`}
            checked={item.required ?? false}
            onChange={(required) => (required ? put({ required }) : drop('required'))}
          />
        )}
        <CheckField
          issues={issues}
          label={t('identifying')}
          name={`${at}.identifying`}
          checked={item.identifying ?? false}
          onChange={(identifying) => (identifying ? put({ identifying }) : drop('identifying'))}
        />
      </div>
      <BilingualField
        issues={issues}
        label={t('section')}
        name={`${at}.section`}
        value={item.section}
        onChange={(section) => put({ section })}
      />
      <BilingualField
        issues={issues}
        label={t('help')}
        name={`${at}.help`}
        value={item.help}
        onChange={(help) => put({ help })}
      />
    </div>
  )
}

interface ByKindProps extends Issued {
  item: Item
  at: string
  put: (part: Partial<Item>) => void
  drop: (key: string) => void
}

function ByKind({ item, at, issues, put, drop }: ByKindProps) {
  const t = useTranslations('forms')
  const set = (key: string) => (value: unknown) => (value === undefined ? drop(key) : put({ [key]: value }))
  const unit = (
    <TextField
      issues={issues}
      label={t('unit')}
      name={`${at}.unit`}
      value={item.unit ?? ''}
      onChange={(value) => (value === '' ? drop('unit') : put({ unit: value }))}
    />
  )
  const decimals = (value: number) => (
    <NumberField
      issues={issues}
      label={t('decimals')}
      name={`${at}.decimals`}
      value={value}
      onChange={(number) =>
        put({ decimals: Math.min(6, Math.max(0, Math.round(number ?? 0))) } as Partial<Item>)
      }
    />
  )
  switch (item.kind) {
    case 'number':
    case 'integer':
      return (
        <>
          <div className="grid gap-2 sm:grid-cols-3">
            {unit}
            {item.kind === 'number' && decimals(item.decimals)}
            <NumberField
              issues={issues}
              label={t('jump')}
              name={`${at}.jump`}
              value={item.jump}
              onChange={set('jump')}
            />
          </div>
          <div className="grid gap-2 sm:grid-cols-2">
            <RangeFields
              issues={issues}
              legend={t('hard')}
              name={`${at}.hard`}
              value={item.hard}
              onChange={set('hard')}
            />
            <RangeFields
              issues={issues}
              legend={t('soft')}
              name={`${at}.soft`}
              value={item.soft}
              onChange={set('soft')}
            />
          </div>
        </>
      )
    case 'choice':
    case 'multi':
      return (
        <CodeRows
          name={`${at}.codes`}
          codes={item.codes}
          issues={issues}
          onChange={(codes) => put({ codes } as Partial<Item>)}
        />
      )
    case 'date':
      return (
        <CheckField
          issues={issues}
          label={t('partial')}
          name={`${at}.partial`}
          checked={item.partial ?? false}
          onChange={(partial) => (partial ? put({ partial } as Partial<Item>) : drop('partial'))}
        />
      )
    case 'text':
      return (
        <NumberField
          issues={issues}
          label={t('maxLength')}
          name={`${at}.maxLength`}
          value={item.maxLength}
          onChange={(number) => number && put({ maxLength: Math.round(number) } as Partial<Item>)}
        />
      )
    case 'calculated':
      return (
        <>
          <TextField
            issues={issues}
            label={t('expression')}
            name={`${at}.expression`}
            value={item.expression ?? ''}
            code
            long
            description={t('expressionAbout')}
            onChange={(expression) => put({ expression } as Partial<Item>)}
          />
          <div className="grid gap-2 sm:grid-cols-3">
            {unit}
            {decimals(item.decimals)}
          </div>
          <RangeFields
            issues={issues}
            legend={t('usual')}
            name={`${at}.range`}
            value={item.range}
            onChange={set('range')}
          />
        </>
      )
  }
}
