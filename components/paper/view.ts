import type { QrDrawing } from '@/components/contacts/qr-path'
import type { Item, ItemValue } from '@/lib/codebook/item'
import type { Locale } from '@/lib/i18n/locale'

export interface PaperItem {
  readonly item: Item
  /** When it is asked at all, in words. */
  readonly condition: string | null
  /** What is recorded; absent on a blank sheet. */
  readonly value?: ItemValue
  /** Of a derived value, as printed. */
  readonly derived?: string
}

export interface PaperSection {
  readonly key: string
  readonly title: string
  /** "odi v1". */
  readonly stamp: string
  readonly level: string | null
  /** The form repeats over levels and none is known: the level is written in. */
  readonly askLevel: boolean
  readonly items: readonly PaperItem[]
  /** Who recorded it, and when; null on a blank sheet. */
  readonly saved: string | null
}

/** A visit on paper, in one language. */
export interface PaperView {
  readonly locale: Locale
  readonly filled: boolean
  readonly study: string
  readonly site: string
  readonly code: string
  readonly visit: string
  readonly window: string | null
  readonly doneOn: string | null
  readonly mode: string | null
  readonly qr: QrDrawing
  readonly sections: readonly PaperSection[]
}
