/** Which page of a list and in which order: read from the address and written to it, so a list can be sent as a link. */
export interface Sort {
  readonly id: string
  readonly desc: boolean
}

export interface ListState {
  /** Counts from 1. */
  readonly page: number
  readonly pageSize: number
  readonly offset: number
  readonly sort: Sort | null
}

type Params = Readonly<Record<string, string | readonly string[] | undefined>> | URLSearchParams

interface ListOptions {
  /** Columns a reader may sort by; any other name in the address is ignored. */
  readonly sortable: readonly string[]
  /** Order when the address names none: "closes" or "-closes". */
  readonly sort?: string
  readonly pageSize: number
}

const MAX_PAGE = 1_000_000

export function readListState(params: Params, options: ListOptions): ListState {
  const asked = Number(readParam(params, 'page') ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= MAX_PAGE ? asked : 1
  const sort =
    readSort(readParam(params, 'sort'), options.sortable) ?? readSort(options.sort, options.sortable)
  return { page, pageSize: options.pageSize, offset: (page - 1) * options.pageSize, sort }
}

/** The address with another page or order; every other parameter (filters) stays, a new order starts at page 1. */
export function listHref(
  pathname: string,
  params: Params,
  change: { readonly page?: number; readonly sort?: Sort },
): string {
  const next = new URLSearchParams()
  for (const [name, value] of entriesOf(params))
    if (name !== 'page' && name !== 'sort') next.append(name, value)
  const sort = change.sort ? `${change.sort.desc ? '-' : ''}${change.sort.id}` : readParam(params, 'sort')
  if (sort) next.set('sort', sort)
  if (change.page && change.page > 1) next.set('page', String(change.page))
  const query = next.toString()
  return query ? `${pathname}?${query}` : pathname
}

function readSort(text: string | undefined, sortable: readonly string[]): Sort | null {
  if (!text) return null
  const desc = text.startsWith('-')
  const id = desc ? text.slice(1) : text
  return sortable.includes(id) ? { id, desc } : null
}

function readParam(params: Params, name: string): string | undefined {
  return entriesOf(params).find(([key]) => key === name)?.[1]
}

function entriesOf(params: Params): [string, string][] {
  if (params instanceof URLSearchParams) return [...params]
  return Object.entries(params).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((each): [string, string] => [name, each]),
  )
}
