import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import type { RulePlan } from '@/lib/protocol/protocol'

export type Params = RulePlan['params']

interface DefinitionParamsProps {
  params: Params
  /** Codes of the visits of the protocol, with their words. */
  visits: Readonly<Record<string, string>>
  onChange: (params: Params) => void
}

/** The parameters of a version, each with its word: numbers in a box, visits to be ticked. */
export function DefinitionParams({ params, visits, onChange }: DefinitionParamsProps) {
  const t = useTranslations('protocolPage')
  const words = (name: string) => (t.has(`params.${name}`) ? t(`params.${name}`) : name)
  const names = Object.keys(params)
  if (names.length === 0) return <p className="text-dim">{t('noParams')}</p>
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      {names.map((name) => {
        const value = params[name]
        if (typeof value === 'number')
          return (
            <Field key={name} label={words(name)}>
              {(control) => (
                <div className="w-24">
                  <TextInput
                    {...control}
                    inputMode="decimal"
                    defaultValue={String(value)}
                    onChange={(event) => {
                      const typed = Number(event.target.value.replace('，', '.').replace(',', '.'))
                      if (event.target.value.trim() !== '' && Number.isFinite(typed))
                        onChange({ ...params, [name]: typed })
                    }}
                  />
                </div>
              )}
            </Field>
          )
        if (typeof value !== 'object') return null
        return (
          <fieldset key={name} className="grid gap-1">
            <legend className="font-medium">{words(name)}</legend>
            <div className="flex flex-wrap gap-x-4">
              {[...new Set([...Object.keys(visits), ...value])].map((code) => (
                <label key={code} className="inline-flex h-control items-center gap-1.5">
                  <input
                    type="checkbox"
                    checked={value.includes(code)}
                    onChange={(event) =>
                      onChange({
                        ...params,
                        [name]: event.target.checked ? [...value, code] : value.filter((one) => one !== code),
                      })
                    }
                  />
                  {visits[code] ?? code}
                </label>
              ))}
            </div>
          </fieldset>
        )
      })}
    </div>
  )
}
