/** What a vertebra has regained between two films: four measures that papers call "restoration", each by its own name. */
import type { Formula } from '@/lib/codebook/item'

export const RESTORATION: Formula = {
  id: 'height-restoration',
  version: 1,
  text: {
    zh: '术后 − 术前：毫米；占术前高度；占丢失高度（参照 − 术前）；占参照高度',
    en: 'After − before: in mm; of the height before; of the height lost (reference − before); of the reference',
  },
  source: 'PMID 14624087 (McKiernan 2003, names); algebra unverified',
}

/** One height on one film: percent of the reference height, and mm where the film is calibrated. */
export interface FilmHeight {
  readonly remainingPct: number
  readonly mm: number | null
}

export interface Restored {
  /** mm; null unless both films are calibrated. */
  readonly mm: number | null
  /** Percent of the height before; null at 0. */
  readonly ofBefore: number | null
  /** Percent of what was lost; null where nothing was. */
  readonly ofLost: number | null
  /** Points of percent of the reference height. */
  readonly ofReference: number
}

/**
 * Height regained from one film to a later one of the same vertebra, negative where it went down. The reference is
 * that of each film, so films of different magnification compare.
 */
export function measureRestoration(before: FilmHeight, after: FilmHeight): Restored {
  const gained = after.remainingPct - before.remainingPct
  const lost = 100 - before.remainingPct
  return {
    mm: before.mm === null || after.mm === null ? null : after.mm - before.mm,
    ofBefore: before.remainingPct === 0 ? null : (100 * gained) / before.remainingPct,
    ofLost: lost <= 0 ? null : (100 * gained) / lost,
    ofReference: gained,
  }
}
