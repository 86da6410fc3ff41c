/** What moving an entry will do, told before it is done. */

export interface MovePlace {
  readonly visitId: string | null
  readonly visitCode: string | null
  readonly repeatKey: string
  readonly doneOn: string | null
  readonly signed: boolean
  readonly refusal: 'place_taken' | 'visit_locked' | 'other_form_version' | null
}

/** As the API answers. */
export interface MoveOptions {
  readonly version: number
  readonly from: {
    readonly doneOn: string | null
    readonly signed: boolean
    readonly locked: boolean
    readonly last: boolean
    readonly flags: number
  }
  readonly target: {
    readonly enrolmentId: string
    readonly code: string
    readonly name: string | null
    readonly sex: 'M' | 'F' | null
    readonly age: number | null
  }
  readonly places: readonly MovePlace[]
}

export interface Consequence {
  /** Under messages `correct.move`. */
  readonly key: 'fromSigned' | 'toSigned' | 'last' | 'takesDate' | 'keepsDate' | 'flags' | 'rules'
  readonly params: Readonly<Record<string, string | number>>
}

export function listConsequences({ from }: MoveOptions, place: MovePlace): Consequence[] {
  const list: Consequence[] = []
  if (from.last && from.doneOn) list.push({ key: 'last', params: { date: from.doneOn } })
  if (place.visitId !== null) {
    if (place.doneOn) list.push({ key: 'keepsDate', params: { date: place.doneOn } })
    else if (from.doneOn) list.push({ key: 'takesDate', params: { date: from.doneOn } })
  }
  if (from.signed) list.push({ key: 'fromSigned', params: {} })
  if (place.signed) list.push({ key: 'toSigned', params: {} })
  list.push(from.flags > 0 ? { key: 'flags', params: { count: from.flags } } : { key: 'rules', params: {} })
  return list
}
