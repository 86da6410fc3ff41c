/** One catalogue of expected trouble. The code is stable and public; the text comes from messages `problems.*`. */
const STATUS = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  sign_in_failed: 401,
  forbidden: 403,
  bad_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  in_progress: 409,
  not_now: 409,
  too_large: 413,
  unsupported_type: 415,
  key_reused: 422,
  too_many: 429,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof STATUS

/** What is wrong with one field; `code` is a key of messages `issues.*`, `params` fill its text. */
export interface FieldIssue {
  readonly field: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

interface ProblemDetail {
  readonly fields?: readonly FieldIssue[]
  /** Key of messages `problems.*` when the code alone says too little. */
  readonly reason?: string
  /** What the client may need to go on, e.g. both values of a conflict. */
  readonly extra?: Readonly<Record<string, unknown>>
}

export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly fields: readonly FieldIssue[]
  readonly reason: string | undefined
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, detail: ProblemDetail = {}) {
    super(detail.reason ?? code)
    this.name = 'Problem'
    this.code = code
    this.status = STATUS[code]
    this.fields = detail.fields ?? []
    this.reason = detail.reason
    this.extra = detail.extra ?? {}
  }
}

/** Refuses one field of the input. */
export function invalidField(field: string, code: string, params?: FieldIssue['params']): Problem {
  return new Problem('invalid', { fields: [{ field, code, ...(params ? { params } : {}) }] })
}
