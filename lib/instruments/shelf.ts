/** The shelf: every published instrument by id and version. A version once here stays, for the entries it wrote. */
import type { Instrument } from '@/lib/codebook/item'
import { adverseEvent } from './adverse-event'
import { block } from './block'
import { complicationRecord } from './complication-record'
import { contactAttempt } from './contact-attempt'
import { contactAttempt2 } from './contact-attempt-2'
import { demographics } from './demographics'
import { discharge } from './discharge'
import { eventsReported } from './events-reported'
import { hospitalStay } from './hospital-stay'
import { joa } from './joa'
import { joaTotal } from './joa-total'
import { ldhBaseline } from './ldh-baseline'
import { leakage } from './leakage'
import { macnab } from './macnab'
import { macnabCn } from './macnab-cn'
import { neurology } from './neurology'
import { nrs } from './nrs'
import { odi } from './odi'
import { odiTotal } from './odi-total'
import { operation } from './operation'
import { ovcfBaseline } from './ovcf-baseline'
import { pain } from './pain'
import { peldRecord } from './peld-record'
import { pfirrmann } from './pfirrmann'
import { radiographTotals } from './radiograph-totals'
import { radiographs } from './radiographs'
import { rand36 } from './rand36'
import { recurrentPain } from './recurrent-pain'
import { residualPain } from './residual-pain'
import { residualSymptoms } from './residual-symptoms'
import { sf36Domains } from './sf36-domains'
import { sf36Total } from './sf36-total'
import { symptoms } from './symptoms'
import { urgentSigns } from './urgent-signs'
import { vas } from './vas'

const SHELF: readonly Instrument[] = [
  demographics,
  ovcfBaseline,
  ldhBaseline,
  symptoms,
  pfirrmann,
  neurology,
  operation,
  hospitalStay,
  block,
  peldRecord,
  pain,
  vas,
  nrs,
  odi,
  odiTotal,
  joa,
  joaTotal,
  rand36,
  sf36Domains,
  sf36Total,
  macnab,
  macnabCn,
  residualPain,
  recurrentPain,
  residualSymptoms,
  urgentSigns,
  leakage,
  radiographs,
  radiographTotals,
  discharge,
  eventsReported,
  complicationRecord,
  adverseEvent,
  contactAttempt,
  contactAttempt2,
]

/** All published instruments, every version, in the order of the codebook. */
export function listInstruments(): readonly Instrument[] {
  return SHELF
}

/** The instrument of that id and version, or undefined. */
export function findInstrument(id: string, version = 1): Instrument | undefined {
  return SHELF.find((instrument) => instrument.id === id && instrument.version === version)
}

/** The instrument of that id and version. @throws Error when the shelf has none: a protocol names what is not there */
export function getInstrument(id: string, version = 1): Instrument {
  const instrument = findInstrument(id, version)
  if (!instrument) throw new Error(`no instrument ${id} version ${version}`)
  return instrument
}
