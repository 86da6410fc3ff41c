import type { Contract } from './contract'
import * as complications from './complications'
import * as data from './data'
import * as enrolments from './enrolments'
import * as patients from './patients'
import * as people from './people'
import * as studies from './studies'

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'verb' in value && 'path' in value
}

/** Every contract of the door. */
export const CONTRACTS: readonly Contract[] = [
  studies,
  patients,
  enrolments,
  complications,
  data,
  people,
].flatMap((noun) => Object.values(noun).filter(isContract))
