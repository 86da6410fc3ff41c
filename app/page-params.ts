import { notFound } from 'next/navigation'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** One choice out of a list; anything else in the address counts as none. */
export function readChoice<T extends string>(
  params: Awaited<SearchParams>,
  name: string,
  choices: readonly T[],
): T | undefined {
  const given = params[name]
  return choices.find((choice) => choice === given)
}

/** Short free text of the address. */
export function readText(params: Awaited<SearchParams>, name: string, max = 80): string | undefined {
  const given = params[name]
  const text = typeof given === 'string' ? given.trim() : ''
  return text === '' || text.length > max ? undefined : text
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id in the address; what cannot be one names nothing. */
export function readId(text: string): string {
  if (!UUID.test(text)) notFound()
  return text.toLowerCase()
}

/** A parameter of the address that is given once. */
export function readOne(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
