import { createTranslator } from 'next-intl'
import type { Bilingual, Item } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { getInstrument } from '@/lib/instruments/shelf'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '中文', en: 'English' }

type Values = Record<string, string | number>

/** What the pages say, in the language of the test: by the key of a message, or of data. */
export interface Words {
  (key: string, values?: Values): string
  readonly of: (text: Bilingual) => string
  /** Label of an item: `item('pain', 'vas_back_rest')`. */
  readonly item: (instrument: string, name: string) => string
  /** Label of one answer of a choice. */
  readonly answer: (instrument: string, name: string, code: number) => string
  readonly form: (instrument: string) => string
}

export function speak(locale: Locale): Words {
  const translate = createTranslator({
    locale,
    messages: locale === 'en' ? en : zh,
    timeZone: 'Asia/Shanghai',
    onError: (error) => {
      throw error
    },
  }) as unknown as (key: string, values?: Values) => string
  const of = (text: Bilingual) => textOf(text, locale)
  return Object.assign((key: string, values?: Values) => translate(key, values), {
    of,
    item: (instrument: string, name: string) => of(findItem(instrument, name).label),
    answer: (instrument: string, name: string, code: number) => {
      const item = findItem(instrument, name)
      const found = 'codes' in item ? item.codes.find((one) => one.code === code) : undefined
      if (!found) throw new Error(`${name} has no answer ${code}`)
      return of(found.label)
    },
    form: (instrument: string) => of(getInstrument(instrument).title),
  })
}

function findItem(instrument: string, name: string): Item {
  const item = getInstrument(instrument).items.find((one) => one.name === name)
  if (!item) throw new Error(`${instrument} has no item ${name}`)
  return item
}
