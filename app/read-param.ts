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
