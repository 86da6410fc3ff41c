import type { Contract } from './contract'
import * as account from './account'
import * as comparisons from './comparisons'
import * as complications from './complications'
import * as contacts from './contacts'
import * as corrections from './corrections'
import * as data from './data'
import * as enrolments from './enrolments'
import * as patients from './patients'
import * as people from './people'
import * as sites from './sites'
import * as studies from './studies'
import * as trail from './trail'

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'verb' in value && 'path' in value
}

/** Every contract of the door. */
export const CONTRACTS: readonly Contract[] = [
  studies,
  patients,
  enrolments,
  contacts,
  complications,
  corrections,
  comparisons,
  data,
  people,
  account,
  sites,
  trail,
].flatMap((noun) => Object.values(noun).filter(isContract))
