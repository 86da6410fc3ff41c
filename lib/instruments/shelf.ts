/** The shelf: every published instrument by id and version. A version once here stays, for the entries it wrote. */
import { reviveInstrument } from '@/lib/codebook/calculate'
import type { Instrument } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { adverseEvent } from './adverse-event'
import { block } from './block'
import { boneDensity } from './bone-density'
import { boneDrug } from './bone-drug'
import { brace } from './brace'
import { cementLevel } from './cement-level'
import { comorbidity } from './comorbidity'
import { complicationRecord } from './complication-record'
import { consentRecord } from './consent-record'
import { contactAttempt } from './contact-attempt'
import { contactAttempt2 } from './contact-attempt-2'
import { demographics } from './demographics'
import { discMri } from './disc-mri'
import { discharge } from './discharge'
import { earlyCare } from './early-care'
import { eq5d5l } from './eq5d5l'
import { eventsReported } from './events-reported'
import { fractureLevel } from './fracture-level'
import { genant } from './genant'
import { hospitalStay } from './hospital-stay'
import { joa } from './joa'
import { joaCervicalTotal } from './joa-cervical-total'
import { joaTotal } from './joa-total'
import { ldhBaseline } from './ldh-baseline'
import { leakage } from './leakage'
import { macnab } from './macnab'
import { macnabCn } from './macnab-cn'
import { modic } from './modic'
import { neurology } from './neurology'
import { nrs } from './nrs'
import { odi } from './odi'
import { odiNine } from './odi-nine'
import { odiTotal } from './odi-total'
import { operation } from './operation'
import { ovcfBaseline } from './ovcf-baseline'
import { pain } from './pain'
import { peldRecord } from './peld-record'
import { pfirrmann } from './pfirrmann'
import { protocolDeviation } from './protocol-deviation'
import { radiographTotals } from './radiograph-totals'
import { radiographs } from './radiographs'
import { rand36 } from './rand36'
import { recurrentPain } from './recurrent-pain'
import { rehabilitation } from './rehabilitation'
import { residualPain } from './residual-pain'
import { residualSymptoms } from './residual-symptoms'
import { riskFactors } from './risk-factors'
import { sf36Domains } from './sf36-domains'
import { sf36Total } from './sf36-total'
import { symptoms } from './symptoms'
import { tcmSyndrome } from './tcm-syndrome'
import { treatment } from './treatment'
import { urgentSigns } from './urgent-signs'
import { vas } from './vas'
import { workUp } from './work-up'

const SHELF: readonly Instrument[] = [
  demographics,
  comorbidity,
  riskFactors,
  ovcfBaseline,
  fractureLevel,
  genant,
  ldhBaseline,
  symptoms,
  pfirrmann,
  modic,
  tcmSyndrome,
  neurology,
  operation,
  cementLevel,
  earlyCare,
  hospitalStay,
  block,
  peldRecord,
  pain,
  vas,
  nrs,
  odi,
  odiNine,
  odiTotal,
  joa,
  joaTotal,
  joaCervicalTotal,
  rand36,
  sf36Domains,
  sf36Total,
  eq5d5l,
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
  discMri,
  eventsReported,
  complicationRecord,
  adverseEvent,
  boneDensity,
  boneDrug,
  brace,
  treatment,
  workUp,
  rehabilitation,
  protocolDeviation,
  consentRecord,
  contactAttempt,
  contactAttempt2,
]

/** Where instruments are found by id and version: those shipped, or those and a study's own. */
export interface Shelf {
  /** The instrument of that id and version, or undefined. */
  find(id: string, version?: number): Instrument | undefined
  /** The same. @throws Error when the shelf has none: a protocol names what is not there */
  get(id: string, version?: number): Instrument
  /** The highest version of an id. */
  latest(id: string): Instrument | undefined
  /** Every version of every instrument, shipped ones first, in the order of the codebook. */
  list(): readonly Instrument[]
  /** Those that are the study's own. */
  readonly own: readonly Instrument[]
}

function layShelf(own: readonly Instrument[]): Shelf {
  const all = own.length === 0 ? SHELF : [...SHELF, ...own]
  // Of two of the same id and version the shipped one stands: its meaning was there first.
  const byKey = new Map([...all].reverse().map((one) => [keyOf(one.id, one.version), one]))
  const find = (id: string, version = 1) => byKey.get(keyOf(id, version))
  return {
    own,
    find,
    get(id, version = 1) {
      const instrument = find(id, version)
      if (!instrument) throw new Error(`no instrument ${id} version ${version}`)
      return instrument
    },
    latest(id) {
      return all
        .filter((one) => one.id === id)
        .reduce<Instrument | undefined>(
          (best, one) => (best && best.version >= one.version ? best : one),
          undefined,
        )
    },
    list: () => all,
  }
}

function keyOf(id: string, version: number): string {
  return `${id}@${version}`
}

/** What comes with the registry. */
export const SHIPPED: Shelf = layShelf([])

/** The shipped instruments and a study's own published ones. */
export function extendShelf(own: readonly Instrument[]): Shelf {
  return own.length === 0 ? SHIPPED : layShelf(own)
}

/** The same from plain data, as a page sends them to the browser. */
export function readOwn(own: readonly InstrumentJson[]): Shelf {
  return extendShelf(own.map(reviveInstrument))
}

/** A study's own instruments among those named, as plain data: what a page has to know besides the shipped ones. */
export function pickOwn(
  shelf: Shelf,
  named: readonly { readonly id: string; readonly version: number }[],
): InstrumentJson[] {
  return shelf.own
    .filter((one) => named.some(({ id, version }) => id === one.id && version === one.version))
    .map(({ score: _score, ...data }) => data)
}

/** All shipped instruments, every version, in the order of the codebook. */
export function listInstruments(): readonly Instrument[] {
  return SHELF
}

/** The shipped instrument of that id and version, or undefined. A study's own are found by its shelf. */
export function findInstrument(id: string, version = 1): Instrument | undefined {
  return SHIPPED.find(id, version)
}

/** The shipped instrument of that id and version. @throws Error when there is none */
export function getInstrument(id: string, version = 1): Instrument {
  return SHIPPED.get(id, version)
}
