import { createTranslator } from 'next-intl'
import type { QrDrawing } from '@/components/contacts/qr-path'
import { sayCondition } from '@/components/paper/say-condition'
import type { PaperItem, PaperSection, PaperView } from '@/components/paper/view'
import { visibleItems } from '@/lib/codebook/visibility'
import { formatInstant } from '@/lib/i18n/format-date'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'
import type { loadMessages } from '@/lib/i18n/messages'
import type { Paper, PaperForm } from '@/lib/records/visits/paper'

/** What the visit needs; what patients fill in themselves; everything that may be asked. */
export type PaperSet = 'needed' | 'patient' | 'all'

interface Printing {
  readonly locale: Locale
  readonly filled: boolean
  readonly set: PaperSet
  readonly qr: QrDrawing
  readonly messages: Awaited<ReturnType<typeof loadMessages>>
}

/** The forms of a visit as plain data for the sheet, in the language of the sheet. */
export function toPaperView(paper: Paper, { locale, filled, set, qr, messages }: Printing): PaperView {
  const translator = createTranslator({ locale, messages })
  const say = translator as unknown as (key: string, values?: Record<string, string>) => string
  const { visit } = paper
  const label = paper.protocol.visits.find(({ code }) => code === visit.code)?.label
  const chosen = paper.forms.filter((form) => {
    if (filled) return form.entry !== null
    if (set === 'all') return true
    return set === 'needed' ? form.required : form.byPatient && (form.required || isSigns(form))
  })
  return {
    locale,
    filled,
    study: textOf(paper.study, locale),
    site: textOf(paper.site, locale),
    code: paper.patient.code,
    visit: label ? textOf(label, locale) : visit.code,
    window:
      visit.firstDay && visit.lastDay
        ? say('paper.window', { from: visit.firstDay, to: visit.lastDay })
        : null,
    doneOn: filled ? visit.doneOn : null,
    mode: filled ? visit.mode : null,
    qr,
    sections: chosen.map((form) =>
      toSection(form, locale, filled, (key, values) => say(key, values), paper.timeZone),
    ),
  }
}

function isSigns({ instrument }: PaperForm): boolean {
  return instrument.id === 'urgent_signs'
}

function toSection(
  form: PaperForm,
  locale: Locale,
  filled: boolean,
  say: (key: string, values?: Record<string, string>) => string,
  timeZone: string,
): PaperSection {
  const { instrument, repeatKey, entry } = form
  const values = filled ? entry?.values : undefined
  const shown = values && visibleItems(instrument, values)
  const items = instrument.items.flatMap((item): PaperItem[] => {
    if (item.kind === 'calculated') {
      const score = filled ? entry?.scores[item.name] : undefined
      if (score?.value == null) return []
      const text = `${formatNumber(score.value, item.decimals)}${item.unit ? ` ${item.unit}` : ''}`
      return [{ item, condition: null, derived: text }]
    }
    // On a recorded sheet stands what was asked; on a blank one everything that may be.
    if (shown && !shown.has(item.name)) return []
    const value = values?.[item.name]
    return [
      {
        item,
        condition: shown ? null : sayCondition(instrument, item, locale),
        ...(value === undefined ? {} : { value }),
      },
    ]
  })
  return {
    key: `${instrument.id}/${repeatKey}`,
    title: textOf(instrument.title, locale),
    stamp: `${instrument.id} v${instrument.version}`,
    level: repeatKey === '' ? null : repeatKey,
    askLevel: instrument.repeat === 'level' && repeatKey === '',
    items,
    saved:
      filled && entry
        ? say('paper.saved', {
            name: entry.savedByName ?? '',
            at: formatInstant(entry.savedAt, timeZone),
            version: String(entry.version),
          })
        : null,
  }
}
