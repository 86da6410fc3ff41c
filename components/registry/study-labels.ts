import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import type { Protocol } from '@/lib/protocol/protocol'

/** Words for the codes of a study, in the language of the page; a code without one stands for itself. */
export interface StudyLabels {
  readonly visits: Readonly<Record<string, string>>
  /** For the heads of narrow columns. */
  readonly shortVisits: Readonly<Record<string, string>>
  readonly arms: Readonly<Record<string, string>>
  readonly instruments: Readonly<Record<string, string>>
}

/** @param own the study's own forms among those asked */
export function labelStudy(protocol: Protocol, locale: Locale, own: readonly InstrumentJson[]): StudyLabels {
  const shelf = readOwn(own)
  const asked = [...protocol.visits.flatMap((visit) => visit.instruments), ...protocol.operationInstruments]
  return {
    visits: Object.fromEntries(protocol.visits.map(({ code, label }) => [code, textOf(label, locale)])),
    shortVisits: Object.fromEntries(protocol.visits.map(({ code, short }) => [code, textOf(short, locale)])),
    arms: Object.fromEntries(protocol.arms.map(({ code, label }) => [code, textOf(label, locale)])),
    instruments: Object.fromEntries(
      asked.flatMap(({ id, version }) => {
        const instrument = shelf.find(id, version)
        return instrument ? [[id, textOf(instrument.short, locale)]] : []
      }),
    ),
  }
}

/** A code and its word, as a filter offers it. */
export interface Option {
  readonly value: string
  readonly label: string
}

/** The word of a code; a code without one stands for itself. */
export function nameOption(options: readonly Option[], code: string): string {
  return options.find(({ value }) => value === code)?.label ?? code
}

/** Choices of a filter, in the order of the protocol. */
export function listOptions(labels: Readonly<Record<string, string>>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
