import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/lib/i18n/locale'
import { loadMessages, type Messages } from '@/lib/i18n/messages'

const [zh, en] = await Promise.all(LOCALES.map(async (locale) => flatten(await loadMessages(locale))))
if (!zh || !en) throw new Error('two languages are expected')

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    expect(zh.size).toBeGreaterThan(20)
  })

  it('parse as ICU and take the same arguments in both languages', () => {
    const different = [...zh].filter(
      ([key, text]) => listArguments(text) !== listArguments(en.get(key) ?? ''),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('say something in both languages', () => {
    // What joins two sentences is nothing in Chinese and a blank in English.
    const silent = [...zh, ...en].filter(([key, text]) => text.trim() === '' && !key.endsWith('.join'))
    expect(silent.map(([key]) => key)).toEqual([])
  })

  it('keep full-width punctuation in Chinese', () => {
    const half = /[\u4e00-\u9fff][,;:?](?!\w)|[,;:?][\u4e00-\u9fff]/
    expect([...zh].filter(([, text]) => half.test(withoutArguments(text))).map(([key]) => key)).toEqual([])
  })

  it('keep full-width punctuation out of English', () => {
    expect([...en].filter(([, text]) => /[，。；：？（）、]/.test(text)).map(([key]) => key)).toEqual([])
  })

  it('do not shout', () => {
    expect([...zh, ...en].filter(([, text]) => /[!！]/.test(text)).map(([key]) => key)).toEqual([])
  })
})

function flatten(messages: Messages, stem = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[stem + name, value]] : [...flatten(value, `${stem}${name}.`)],
    ),
  )
}

/** A label of data is handed over in both languages as {zh} and {en}; each text takes its own. */
function listArguments(text: string): string {
  const names = readArguments(parse(text)).map((name) => (name === 'zh' || name === 'en' ? '{label}' : name))
  return [...new Set(names)].sort().join(' ')
}

function readArguments(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return []
      case TYPE.plural:
      case TYPE.select:
        return [
          element.value,
          ...Object.values(element.options).flatMap((option) => readArguments(option.value)),
        ]
      case TYPE.tag:
        return [`<${element.value}>`, ...readArguments(element.children)]
      default:
        return [element.value]
    }
  })
}

/** The commas inside {n, plural, …} belong to ICU, not to the sentence. */
function withoutArguments(text: string): string {
  return parse(text)
    .map((element) => (element.type === TYPE.literal ? element.value : '#'))
    .join('')
}
