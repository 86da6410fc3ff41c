/** Rows of the usual tables, from what the study has. Columns nobody has a value in are left out. */
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { canChange, type RowDraft } from './plan-draft'

export const PRESETS = ['baseline', 'operation', 'outcomes', 'changes', 'complications'] as const
export type Preset = (typeof PRESETS)[number]

const BASELINE_FORMS = ['demographics', 'ovcf_baseline', 'ldh_baseline', 'symptoms', 'pfirrmann']
const OPERATION_FORMS = ['operation', 'hospital_stay', 'peld_record', 'block']

/** What follow-up is about; the sections of a questionnaire are left to those who look for them. */
const OUTCOMES = [
  'vas',
  'vas_back',
  'vas_leg',
  'joa',
  'odi',
  'sf36_total',
  'macnab',
  'macnab_cn',
  'height_mm',
  'ratio_pct',
  'cobb_deg',
]

/** `baseline`: code of the plan's baseline visit, '' = none. */
export function listPreset(
  preset: Preset,
  desk: CompareDesk,
  baseline = desk.baseline ?? '',
): Pick<RowDraft, 'name' | 'as'>[] {
  const present = desk.variables.filter(({ n, multiple, level }) => n > 0 && !multiple && !level)
  if (preset !== 'changes') return pick(preset, present, desk).map(({ name }) => ({ name }))
  return pick('outcomes', present, desk).flatMap(({ name }) =>
    canChange(name, baseline, desk) ? [{ name, as: 'change' as const }] : [],
  )
}

function pick(
  preset: Exclude<Preset, 'changes'>,
  variables: readonly StudyVariable[],
  { visits }: CompareDesk,
): readonly StudyVariable[] {
  const ofForm = (...forms: readonly string[]) =>
    variables.filter(({ instrument }) => instrument !== undefined && forms.includes(instrument))
  const outcomes = variables.filter(({ item }) => item !== undefined && OUTCOMES.includes(item))
  switch (preset) {
    case 'baseline':
      return [
        ...ofForm(...BASELINE_FORMS),
        ...outcomes.filter(({ baseline, visit }) => baseline && visit !== undefined),
      ]
    case 'operation':
      return ofForm(...OPERATION_FORMS)
    case 'outcomes': {
      const place = new Map(visits.map(({ code }, at) => [code, at]))
      const at = ({ visit }: StudyVariable) => place.get(visit ?? '') ?? visits.length
      return OUTCOMES.flatMap((item) =>
        outcomes.filter((variable) => variable.item === item).sort((a, b) => at(a) - at(b)),
      )
    }
    case 'complications': {
      const adjudicated = ofForm('complication')
      return adjudicated.length > 0 ? adjudicated : ofForm('events_reported')
    }
  }
}
