'use client'

import { useTranslations } from 'next-intl'
import type { Code } from '@/lib/codebook/item'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/input'
import { addCode } from './definition-edits'
import { useFault, type Issued } from './edit-fields'

interface CodeRowsProps extends Issued {
  name: string
  codes: readonly Code[]
  onChange: (codes: readonly Code[]) => void
}

/** The answers of a choice: number, key and both words, a row each. */
export function CodeRows({ name, codes, issues, onChange }: CodeRowsProps) {
  const t = useTranslations('forms')
  const faultOf = useFault({ issues })
  const change = (index: number, part: Partial<Code>) =>
    onChange(codes.map((one, at) => (at === index ? { ...one, ...part } : one)))
  const own = faultOf(name)
  return (
    <fieldset className="grid gap-2">
      <legend className="text-xs font-medium text-dim">{t('codes')}</legend>
      {own && <p className="text-xs text-missed">{own}</p>}
      <ul className="grid gap-2">
        {codes.map((one, index) => {
          const at = `${name}.${index}`
          const fields = ['', '.code', '.key', '.label.zh', '.label.en'].map((part) => faultOf(at + part))
          const fault = fields.filter(Boolean).join(' ')
          const cell = (
            part: string,
            label: string,
            value: string,
            set: (value: string) => void,
            width: string,
          ) => (
            <TextInput
              name={at + part}
              aria-label={`${label} ${index + 1}`}
              aria-invalid={faultOf(at + part) ? true : undefined}
              className={width}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          )
          return (
            <li key={index} className="grid gap-1">
              <div className="grid grid-cols-[3rem_minmax(0,1fr)_minmax(0,1fr)] items-center gap-1 sm:grid-cols-[3rem_6rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
                {cell(
                  '.code',
                  t('code'),
                  Number.isNaN(one.code) ? '' : String(one.code),
                  (value) => /^\d{1,9}$/.test(value) && change(index, { code: Number(value) }),
                  'text-right',
                )}
                {cell('.key', t('key'), one.key, (key) => change(index, { key }), 'font-mono')}
                {cell(
                  '.label.zh',
                  t('in.zh', { label: t('label') }),
                  one.label.zh,
                  (zh) => change(index, { label: { ...one.label, zh } }),
                  'max-w-none',
                )}
                {cell(
                  '.label.en',
                  t('in.en', { label: t('label') }),
                  one.label.en,
                  (en) => change(index, { label: { ...one.label, en } }),
                  'max-w-none',
                )}
                <Button
                  small
                  look="quiet"
                  aria-label={t('removeCode', { code: one.code })}
                  onClick={() => onChange(codes.filter((_one, other) => other !== index))}
                >
                  {t('remove')}
                </Button>
              </div>
              {fault && <p className="text-xs text-missed">{fault}</p>}
            </li>
          )
        })}
      </ul>
      <div>
        <Button small onClick={() => onChange(addCode(codes))}>
          {t('addCode')}
        </Button>
      </div>
    </fieldset>
  )
}
