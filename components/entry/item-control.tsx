'use client'

import { useState } from 'react'
import type { Item } from '@/lib/codebook/item'
import { parseTyped } from '@/lib/codebook/values'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { CheckboxGroup, RadioGroup, type Option } from '@/components/ui/choice'
import { DateInput } from '@/components/ui/date-input'
import type { ControlProps } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/input'
import { NumberInput } from '@/components/ui/number-input'

interface ItemControlProps {
  item: Item
  /** What it holds when it appears; from then on the browser keeps it. */
  text: string
  control: ControlProps
  locale: Locale
  today: string
  onClear: () => void
}

const LONG_TEXT = 120

/** The control an item is answered in. */
export function ItemControl({ item, text, control, locale, today, onClear }: ItemControlProps) {
  const [start] = useState(text)
  const parse = (raw: string) => parseTyped(item, raw, { today })
  switch (item.kind) {
    case 'number':
    case 'integer':
      return <NumberInput {...control} name={item.name} defaultValue={start} parse={parse} />
    case 'date':
      return (
        <DateInput
          {...control}
          {...(item.partial ? { placeholder: 'YYYY[-MM[-DD]]' } : {})}
          name={item.name}
          defaultValue={start}
          parse={parse}
        />
      )
    case 'text':
      return item.maxLength > LONG_TEXT ? (
        <TextArea {...control} name={item.name} defaultValue={start} maxLength={item.maxLength} rows={2} />
      ) : (
        <TextInput {...control} name={item.name} defaultValue={start} maxLength={item.maxLength} />
      )
    case 'choice': {
      const options = listOptions(item.codes, locale)
      return (
        <RadioGroup
          {...control}
          name={item.name}
          options={options}
          defaultValue={start}
          inline={!item.codes.some(({ help }) => help)}
          className={options.every(({ label }) => label === '') ? 'gap-x-2!' : ''}
          onClear={onClear}
        />
      )
    }
    case 'multi':
      return (
        <CheckboxGroup
          {...control}
          name={item.name}
          options={listOptions(item.codes, locale)}
          defaultValue={start.split(',')}
        />
      )
    case 'calculated':
      return null
  }
}

type Codes = Extract<Item, { kind: 'choice' }>['codes']

/** The digit stands before each answer; a label that begins with it, or is nothing else, does not say it twice. */
function listOptions(codes: Codes, locale: Locale): Option[] {
  return codes.map(({ code, label, help }) => {
    const words = textOf(label, locale)
    const said = words === String(code) ? '' : words.replace(new RegExp(`^${code} `), '')
    const about = help ? `${locale === 'en' ? ': ' : '：'}${textOf(help, locale)}` : ''
    return { value: String(code), label: said + about }
  })
}
