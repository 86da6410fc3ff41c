import type { Bilingual } from '@/lib/codebook/item'
import type { Step } from '@/lib/protocol/diff'
import { part, text } from './json'

/** The parts of the form, in the order of its list. */
export const SECTIONS = [
  'study',
  'arms',
  'criteria',
  'visits',
  'forms',
  'rules',
  'randomisation',
  'quality',
] as const
export type Section = (typeof SECTIONS)[number]

const SECTION_OF: Readonly<Record<string, Section>> = {
  arms: 'arms',
  criteria: 'criteria',
  visits: 'visits',
  operationInstruments: 'forms',
  logInstruments: 'forms',
  rules: 'rules',
  responder: 'rules',
  randomisation: 'randomisation',
  adjudication: 'quality',
  checks: 'quality',
  doubleEntry: 'quality',
  brake: 'quality',
}

/** Where the field of an issue stands in the form. */
export function sectionOf(field: string): Section {
  return SECTION_OF[field.split('.')[0] ?? ''] ?? 'study'
}

/** The way to a field of a draft in named steps: `visits.2.window.from` goes by the visit's own code. */
export function readSteps(field: string, draft: unknown): Step[] {
  const steps: Step[] = []
  let here: unknown = draft
  for (const segment of field.split('.')) {
    const inList = Array.isArray(here) && /^\d+$/.test(segment)
    here = inList ? (here as readonly unknown[])[Number(segment)] : part(here)[segment]
    const last = steps.at(-1)
    if (!inList || !last) {
      steps.push({ key: segment })
      continue
    }
    const { code, id, label } = part(here)
    const name = text(code) || text(id) || String(Number(segment) + 1)
    steps[steps.length - 1] = { ...last, id: name, ...(isBilingual(label) ? { label } : {}) }
  }
  return steps
}

function isBilingual(value: unknown): value is Bilingual {
  const { zh, en } = part(value)
  return typeof zh === 'string' && zh !== '' && typeof en === 'string' && en !== ''
}

/** The box of the form that shows an issue of the draft; parts without one of their own have it at their first. */
export function fieldInForm(field: string, draft: unknown): string {
  const path = field.split('.')
  if (path[0] === 'randomisation' && path[1] === 'ratio') {
    const arms = part(draft).arms
    const at = Array.isArray(arms) ? arms.findIndex((arm) => text(part(arm).code) === path[2]) : -1
    return `arms.${Math.max(at, 0)}.share`
  }
  if (path[0] === 'analysisSets') {
    const sets = part(draft).analysisSets
    const set = Array.isArray(sets) ? text(part(sets[Number(path[1])]).code) : ''
    return ['analysisSets', set, ...path.slice(3)].join('.')
  }
  return field
}
