/**
 * A draft as its form holds it: every number is the text that was typed, an optional part is there and empty. What
 * cannot be read stays as typed in the draft, so nothing is lost and the check names it.
 */
import { parseNumberText } from '@/lib/codebook/values'
import { list, part, text, type Json } from './json'

/** Values of the form by name; nested as the names are. */
export type EditorValues = Record<string, unknown>

export const ANALYSIS_SETS = ['full', 'per_protocol', 'safety'] as const

// From the draft to the form.

export function toEditor(draft: unknown): EditorValues {
  const p = part(draft)
  const randomisation = part(p.randomisation)
  const ratio = part(randomisation.ratio)
  const brake = part(p.brake)
  const sets = list(p.analysisSets).map(part)
  return {
    design: text(p.design),
    blinding: text(p.blinding),
    blinded: list(p.blinded),
    codePrefix: text(p.codePrefix),
    sampleSize: text(p.sampleSize),
    ethics: texts(p.ethics, ['committee', 'number', 'approvedOn', 'expiresOn']),
    registration: texts(p.registration, ['registry', 'number', 'on']),
    primaryOutcome: texts(p.primaryOutcome, ['variable', 'visit']),
    baseline: text(p.baseline),
    consentVersions: list(p.consentVersions).map(text).join(', '),
    analysisSets: Object.fromEntries(
      ANALYSIS_SETS.map((code) => [code, both(sets.find((one) => one.code === code)?.definition)]),
    ),
    arms: list(p.arms).map((arm) => ({
      ...texts(arm, ['code', 'technique']),
      label: both(part(arm).label),
      share: text(ratio[text(part(arm).code)]),
    })),
    criteria: list(p.criteria).map((one) => ({
      ...texts(one, ['id', 'kind', 'rule']),
      label: both(part(one).label),
    })),
    visits: list(p.visits).map(toVisit),
    operationInstruments: list(p.operationInstruments).map(toAsked),
    logInstruments: list(p.logInstruments).map(toAsked),
    rules: list(p.rules).map((rule) => ({
      id: text(part(rule).id),
      version: part(rule).version,
      params: Object.fromEntries(
        Object.entries(part(part(rule).params)).map(([name, value]) => [
          name,
          Array.isArray(value) ? value : text(value),
        ]),
      ),
    })),
    responder: text(p.responder),
    randomisation: {
      on: p.randomisation !== undefined,
      kind: text(randomisation.kind) || 'blocks',
      blockSizes: list(randomisation.blockSizes).map(text).join(', ') || '4, 6, 8',
      bySite: randomisation.bySite !== false,
      strata: list(randomisation.strata).map((stratum) => ({
        code: text(part(stratum).code),
        label: both(part(stratum).label),
        answers: list(part(stratum).answers).map((answer) => ({
          code: text(part(answer).code),
          label: both(part(answer).label),
        })),
      })),
    },
    adjudication: {
      readers: text(part(p.adjudication).readers),
      blind: part(p.adjudication).blind === true,
    },
    checks: list(p.checks).map((check) => ({
      ...texts(check, ['id', 'severity', 'when']),
      message: both(part(check).message),
    })),
    doubleEntry: percent(p.doubleEntry),
    brake: { visit: text(brake.visit), below: percent(brake.below), least: text(brake.least) },
  }
}

export function toVisit(visit: unknown): EditorValues {
  const v = part(visit)
  const window = part(v.window)
  return {
    ...texts(v, ['code', 'anchor', 'target', 'graceDays']),
    label: both(v.label),
    short: both(v.short),
    window: {
      ...texts(window, ['unit', 'from', 'to']),
      days: texts(window.days, ['from', 'to']),
      orDischarge: window.orDischarge === true,
    },
    before: v.before === true,
    instruments: list(v.instruments).map(toAsked),
  }
}

function toAsked(asked: unknown): EditorValues {
  const { id, version, required, techniques, tells, insteadOf } = part(asked)
  return {
    form: text(id) === '' ? '' : `${text(id)}@${text(version)}`,
    required: required === true,
    techniques: list(techniques),
    tells: tells === true,
    insteadOf: text(insteadOf),
  }
}

// From the form to the draft.

export function toDraft(values: EditorValues): Json {
  const arms = list(values.arms).map(part)
  const randomisation = part(values.randomisation)
  const adjudication = part(values.adjudication)
  const brake = part(values.brake)
  const sets = ANALYSIS_SETS.map((code) => ({ code, definition: part(part(values.analysisSets)[code]) }))
  return present({
    design: values.design,
    blinding: values.blinding,
    blinded: filled(chosen(values.blinded)),
    randomisation: randomisation.on === true ? readRandomisation(randomisation, arms) : undefined,
    ethics: readTexts(values.ethics),
    registration: readTexts(values.registration),
    sampleSize: number(values.sampleSize),
    analysisSets: filled(sets.filter(({ definition }) => !isEmpty(definition))),
    primaryOutcome: readTexts(values.primaryOutcome),
    baseline: said(values.baseline),
    codePrefix: trimmed(values.codePrefix).toUpperCase(),
    arms: arms.map(({ code, label, technique }) => ({ code: trimmed(code), label: pair(label), technique })),
    criteria: list(values.criteria).map((one) => {
      const { id, label, kind, rule } = part(one)
      return present({ id: trimmed(id), label: pair(label), kind, rule: said(rule) })
    }),
    consentVersions: split(values.consentVersions),
    visits: list(values.visits).map(readVisit),
    operationInstruments: list(values.operationInstruments).map(readAsked),
    logInstruments: filled(list(values.logInstruments).map(readAsked)),
    rules: list(values.rules).map(readRule),
    adjudication: said(adjudication.readers)
      ? { readers: number(adjudication.readers), blind: adjudication.blind === true }
      : undefined,
    checks: filled(
      list(values.checks).map((one) => {
        const { id, severity, when, message } = part(one)
        return { id: trimmed(id), severity, when: trimmed(when), message: pair(message) }
      }),
    ),
    doubleEntry: share(values.doubleEntry),
    brake: isEmpty(brake)
      ? undefined
      : present({ visit: said(brake.visit), below: share(brake.below), least: number(brake.least) }),
    responder: values.responder,
  })
}

export function readVisit(visit: unknown): Json {
  const v = part(visit)
  const window = part(v.window)
  const days = readNumbers(window.days)
  return present({
    code: trimmed(v.code),
    label: pair(v.label),
    short: pair(v.short),
    anchor: v.anchor,
    target: number(v.target),
    window: present({
      unit: window.unit,
      from: number(window.from),
      to: number(window.to),
      days: window.unit === 'hours' ? days : undefined,
      orDischarge: window.orDischarge === true ? true : undefined,
    }),
    graceDays: number(v.graceDays),
    before: v.before === true ? true : undefined,
    instruments: list(v.instruments).map(readAsked),
  })
}

export function readAsked(asked: unknown): Json {
  const { form, required, techniques, tells, insteadOf } = part(asked)
  const [id = '', version = ''] = trimmed(form).split('@')
  return present({
    id,
    version: number(version),
    required: required === true,
    techniques: filled(chosen(techniques)),
    tells: tells === true ? true : undefined,
    insteadOf: said(insteadOf),
  })
}

function readRandomisation(values: Json, arms: readonly Json[]): Json {
  const ratio = arms.map(({ code, share: parts }) => [trimmed(code), number(parts)])
  return {
    kind: values.kind,
    ratio: Object.fromEntries(ratio.filter(([code, parts]) => code !== '' && parts !== undefined)),
    blockSizes: split(values.blockSizes).map(number),
    bySite: values.bySite === true,
    strata: list(values.strata).map((stratum) => ({
      code: trimmed(part(stratum).code),
      label: pair(part(stratum).label),
      answers: list(part(stratum).answers).map((answer) => ({
        code: trimmed(part(answer).code),
        label: pair(part(answer).label),
      })),
    })),
  }
}

function readRule(rule: unknown): Json {
  const { id, version, params } = part(rule)
  const read = Object.entries(part(params)).map(([name, value]) => [
    name,
    Array.isArray(value) || value === false ? chosen(value) : number(value),
  ])
  return { id, version, params: Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Json }
}

// Small readers; whatever stands in a draft, they give something the form can show.

/** Boxes of one name: several give a list, one alone gives its value or false. */
function chosen(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'string' && value !== '' ? [value] : []
}

function texts(value: unknown, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text(part(value)[name])]))
}

function both(value: unknown): Record<string, string> {
  return texts(value, ['zh', 'en'])
}

function percent(value: unknown): string {
  return typeof value === 'number' ? String(Math.round(value * 10_000) / 100) : text(value)
}

function trimmed(value: unknown): string {
  return text(value).trim()
}

function said(value: unknown): string | undefined {
  return trimmed(value) || undefined
}

function pair(value: unknown): Json {
  const { zh, en } = part(value)
  return { zh: trimmed(zh), en: trimmed(en) }
}

/** The number, or the text as typed where it is none; undefined where nothing was typed. */
function number(value: unknown): number | string | undefined {
  const parsed = parseNumberText(text(value))
  if (!parsed.ok) return trimmed(value)
  return parsed.value ?? undefined
}

function share(value: unknown): number | string | undefined {
  const read = number(value)
  return typeof read === 'number' ? Math.round(read * 100) / 10_000 : read
}

function readTexts(value: unknown): Json | undefined {
  const read = present(Object.fromEntries(Object.entries(part(value)).map(([key, one]) => [key, said(one)])))
  return isEmpty(read) ? undefined : read
}

function readNumbers(value: unknown): Json | undefined {
  const read = present(
    Object.fromEntries(Object.entries(part(value)).map(([key, one]) => [key, number(one)])),
  )
  return isEmpty(read) ? undefined : read
}

function split(value: unknown): string[] {
  return text(value)
    .split(/[,，、;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function filled<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length > 0 ? values : undefined
}

function isEmpty(value: Json): boolean {
  return Object.values(value).every((one) => one === undefined || one === '')
}

function present(value: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))
}
