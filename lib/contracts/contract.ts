import * as z from 'zod'
import type { Verb } from '@/lib/access/verbs'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a verb takes and gives at the door: used by routes, forms, the browser's client and OpenAPI. */
export interface Contract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly verb: Verb
  readonly method: Method
  /** Under /api/v1, as the folders of app/api/v1 spell it: "/studies/[study]/visits/[id]". */
  readonly path: string
  readonly summary: string
  readonly params: P
  readonly query: Q
  readonly body: B
  /** What a success answers with; a file of one of these types for what is no JSON. */
  readonly answer: z.ZodType | { readonly file: readonly string[] }
  readonly status: 200 | 201
  /** Nobody has to be signed in: what is asked for proves itself, and nothing else is told. A closed list (tests). */
  readonly open?: true
}

interface Given<P, Q, B> {
  readonly verb: Verb
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer: Contract['answer']
  readonly status?: 200 | 201
  readonly open?: true
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

export function contract<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(given: Given<P, Q, B>): Contract<P, Q, B> {
  return {
    status: 200,
    ...given,
    params: given.params ?? (nothing as unknown as P),
    query: given.query ?? (nothing as unknown as Q),
    body: given.body ?? (z.undefined() as unknown as B),
  }
}

/** Does the verb write? Then it needs an Idempotency-Key and an Origin. */
export function isWrite(method: Method): boolean {
  return method !== 'GET'
}
