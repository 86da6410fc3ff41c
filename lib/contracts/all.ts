import type { Contract } from './contract'
import * as account from './account'
import * as allocations from './allocations'
import * as comparisons from './comparisons'
import * as complications from './complications'
import * as contacts from './contacts'
import * as corrections from './corrections'
import * as data from './data'
import * as enrolments from './enrolments'
import * as followUp from './follow-up'
import * as forms from './forms'
import * as freezes from './freezes'
import * as patients from './patients'
import * as people from './people'
import * as quality from './quality'
import * as protocols from './protocols'
import * as selfReports from './self-reports'
import * as readings from './readings'
import * as screening from './screening'
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
  freezes,
  quality,
  contacts,
  allocations,
  screening,
  readings,
  selfReports,
  followUp,
  forms,
  complications,
  corrections,
  comparisons,
  data,
  people,
  account,
  protocols,
  sites,
  trail,
].flatMap((noun) => Object.values(noun).filter(isContract))
