/** Forms that are filled in from a picture alone, by somebody who need not know whose it is. */
export const PICTURE_FORMS: readonly string[] = [
  'pfirrmann',
  'modic',
  'genant',
  'radiographs',
  'radiograph_totals',
  'leakage',
]
