/** What the operation form asks beyond the API's types, so that everything lacking is marked at once. */
import * as z from 'zod'
import { operationBody } from '@/lib/contracts/enrolments'

const { levels, cause } = operationBody.shape

export function makeOperationSchema(isIndex: boolean) {
  return operationBody.extend({
    levels: levels.min(1),
    /** What stands in the box of levels and is not understood: nothing is saved without it. */
    levelsLeft: z.string().refine((left) => left.trim() === '', { params: { code: 'not_a_level' } }),
    cause: cause.refine((text) => isIndex || Boolean(text), { params: { code: 'required' } }),
  })
}

export type OperationSchema = ReturnType<typeof makeOperationSchema>
