import type { Shelf } from '@/lib/instruments/shelf'
import type { AskedForm, NextForm } from './next-form'
import type { EntryView } from './view'

/** Address of another form of the same visit or operation; the way back travels with it. */
export function formHref(view: Pick<EntryView, 'base' | 'back'>, form: NextForm): string {
  const query = new URLSearchParams()
  if (form.repeatKey !== '') query.set('repeat', form.repeatKey)
  query.set('from', view.back)
  return `${view.base}/${form.id}?${query.toString()}`
}

/** The forms asked, with the levels of those that are asked by level. */
export function listAsked(view: EntryView, shelf: Shelf): AskedForm[] {
  return view.asked.map(({ id, version, required }) => ({
    id,
    required,
    repeatKeys: shelf.get(id, version).repeat === 'level' ? view.patient.levels : [],
  }))
}

/**
 * Where a page was opened from, when that is a page of this study; otherwise the given place. An address is taken
 * from nobody else: it must begin with the study and name no host.
 */
export function readBack(from: string | undefined, study: string, otherwise: string): string {
  const inside = from !== undefined && from.startsWith(`/${study}/`) && !/[\\\u0000-\u001f]|\/\//.test(from)
  return inside ? from : otherwise
}
