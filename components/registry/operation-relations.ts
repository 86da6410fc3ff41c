import { RELATIONS } from '@/lib/contracts/enrolments'

/** What an operation after the first one may be to it. */
export const LATER_RELATIONS = RELATIONS.filter((relation) => relation !== 'index')
export type LaterRelation = (typeof LATER_RELATIONS)[number]
