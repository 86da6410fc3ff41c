/** Rows of the usual tables, from what the study has. Columns nobody has a value in are left out. */
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'

export const PRESETS = ['baseline', 'operation', 'outcomes', 'complications'] as const
export type Preset = (typeof PRESETS)[number]

const BASELINE_FORMS = ['demographics', 'ovcf_baseline']

/** What follow-up is about; the sections of a questionnaire are left to those who look for them. */
const OUTCOMES = [
  'vas',
  'vas_back',
  'vas_leg',
  'odi',
  'macnab',
  'macnab_cn',
  'height_mm',
  'ratio_pct',
  'cobb_deg',
]

export function listPreset(preset: Preset, desk: CompareDesk): string[] {
  const present = desk.variables.filter(({ n, multiple, level }) => n > 0 && !multiple && !level)
  return pick(preset, present, desk).map(({ name }) => name)
}

function pick(
  preset: Preset,
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
      return ofForm('operation')
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
