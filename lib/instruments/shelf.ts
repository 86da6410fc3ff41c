/** The shelf: every published instrument by id and version. A version once here stays, for the entries it wrote. */
import type { Instrument } from '@/lib/codebook/item'
import { demographics } from './demographics'
import { discharge } from './discharge'
import { eventsReported } from './events-reported'
import { leakage } from './leakage'
import { macnab } from './macnab'
import { macnabCn } from './macnab-cn'
import { odi } from './odi'
import { odiTotal } from './odi-total'
import { operation } from './operation'
import { ovcfBaseline } from './ovcf-baseline'
import { pain } from './pain'
import { radiographTotals } from './radiograph-totals'
import { recurrentPain } from './recurrent-pain'
import { residualPain } from './residual-pain'
import { urgentSigns } from './urgent-signs'
import { vas } from './vas'

const SHELF: readonly Instrument[] = [
  demographics,
  ovcfBaseline,
  operation,
  pain,
  vas,
  odi,
  odiTotal,
  macnab,
  macnabCn,
  residualPain,
  recurrentPain,
  urgentSigns,
  leakage,
  radiographTotals,
  discharge,
  eventsReported,
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
