export interface Diagnosis {
  /** Name to what was found, in the order of the list that is printed. */
  readonly facts: Record<string, unknown>
  /** A sentence each, which names the remedy. */
  readonly troubles: string[]
}

/** Adds to the diagnosis; false ends the examination, because what follows could not be asked. */
export type Examination = (diagnosis: Diagnosis) => Promise<boolean>

export function isProduction(): boolean {
  return process.env.SUIVI_MODE === 'production'
}
