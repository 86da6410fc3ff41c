import type { Locale } from './locale'

export interface Messages {
  readonly [key: string]: string | Messages
}

/** Loads the texts of one language; the other one is not sent along. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const file = locale === 'en' ? await import('@/messages/en.json') : await import('@/messages/zh-CN.json')
  return file.default
}
