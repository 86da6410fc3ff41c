/** The eighteen columns of REDCap's data dictionary, in its order, by the names of its API. */
export const REDCAP_COLUMNS = {
  field_name: 'Variable / Field Name',
  form_name: 'Form Name',
  section_header: 'Section Header',
  field_type: 'Field Type',
  field_label: 'Field Label',
  select_choices_or_calculations: 'Choices, Calculations, OR Slider Labels',
  field_note: 'Field Note',
  text_validation_type_or_show_slider_number: 'Text Validation Type OR Show Slider Number',
  text_validation_min: 'Text Validation Min',
  text_validation_max: 'Text Validation Max',
  identifier: 'Identifier?',
  branching_logic: 'Branching Logic (Show field only if...)',
  required_field: 'Required Field?',
  custom_alignment: 'Custom Alignment',
  question_number: 'Question Number (surveys only)',
  matrix_group_name: 'Matrix Group Name',
  matrix_ranking: 'Matrix Ranking?',
  field_annotation: 'Field Annotation',
} as const

export type RedcapColumn = keyof typeof REDCAP_COLUMNS

export const COLUMN_KEYS = Object.keys(REDCAP_COLUMNS) as RedcapColumn[]

/** One row, its cells trimmed. */
export type RedcapRow = Readonly<Record<RedcapColumn, string>>

/** In an annotation: min and max refuse. In REDCap they only warn, which is what they mean without it. */
export const HARD_TAG = '@SUIVI-HARD'

/** Decimals that REDCap's validation "number" is taken for; it has none of its own. */
export const NUMBER_DECIMALS = 2

export const TRUE_FALSE = [
  { code: 0, key: 'false', label: { zh: '假', en: 'False' } },
  { code: 1, key: 'true', label: { zh: '真', en: 'True' } },
] as const
