export interface FormsOfVisit {
  readonly required: number
  readonly complete: number
  /** Required ones first. */
  readonly lacking: readonly string[]
  readonly next: string | null
}

/** The required forms that still lack a value; nobody is sent after the optional ones. */
export function listMissing({ required, complete, lacking }: FormsOfVisit): readonly string[] {
  return lacking.slice(0, required - complete)
}
