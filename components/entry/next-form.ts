/** Which form comes after this one. */
export interface SavedForm {
  readonly instrument: string
  readonly repeatKey: string
  readonly complete: boolean
}

export interface AskedForm {
  readonly id: string
  readonly required: boolean
  /** Levels the form is asked for; empty when it is asked once. */
  readonly repeatKeys: readonly string[]
}

export type FormState = 'complete' | 'begun' | 'empty'

/** How far one form of the visit has come; a form asked by level is complete when every level is. */
export function stateOfForm(form: AskedForm, saved: readonly SavedForm[]): FormState {
  const own = saved.filter((one) => one.instrument === form.id)
  if (own.length === 0) return 'empty'
  const keys = form.repeatKeys.length > 0 ? form.repeatKeys : null
  const complete = keys
    ? keys.every((key) => own.some((one) => one.repeatKey === key && one.complete))
    : own.some((one) => one.complete)
  return complete ? 'complete' : 'begun'
}

export interface NextForm {
  readonly id: string
  readonly repeatKey: string
}

/**
 * The next level of the same form, then the next required form that is not complete in the order asked, then those
 * that were passed over. Of the optional ones only what was begun; null when the visit has nothing more to ask.
 */
export function findNextForm(
  asked: readonly AskedForm[],
  saved: readonly SavedForm[],
  current: NextForm,
): NextForm | null {
  const here = asked.findIndex((form) => form.id === current.id)
  const levels = asked[here]?.repeatKeys ?? []
  const isDone = (id: string, key: string) =>
    saved.some((one) => one.instrument === id && one.repeatKey === key && one.complete)
  const level = levels.slice(levels.indexOf(current.repeatKey) + 1).find((key) => !isDone(current.id, key))
  if (level !== undefined) return { id: current.id, repeatKey: level }
  const open = (form: AskedForm) => {
    const state = stateOfForm(form, saved)
    return form.id !== current.id && (form.required ? state !== 'complete' : state === 'begun')
  }
  const next = asked.slice(here + 1).find(open) ?? asked.slice(0, Math.max(here, 0)).find(open)
  if (!next) return null
  const repeatKey = next.repeatKeys.find((key) => !isDone(next.id, key)) ?? next.repeatKeys[0] ?? ''
  return { id: next.id, repeatKey }
}

/** The form beside this one in the order of the tabs, asked for or offered; of a form by level its levels one by one. */
export function findFormBeside(
  asked: readonly AskedForm[],
  current: NextForm,
  step: 1 | -1,
): NextForm | null {
  const all = asked.flatMap(({ id, repeatKeys }) =>
    (repeatKeys.length > 0 ? repeatKeys : ['']).map((repeatKey): NextForm => ({ id, repeatKey })),
  )
  const here = all.findIndex(
    ({ id, repeatKey }) => id === current.id && (repeatKey === '' || repeatKey === current.repeatKey),
  )
  return here < 0 ? null : (all[here + step] ?? null)
}
