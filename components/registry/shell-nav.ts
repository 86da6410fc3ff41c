export const NAV_KEYS = [
  'today',
  'patients',
  'screening',
  'randomisation',
  'reading',
  'follow-up',
  'complications',
  'queries',
  'quality',
  'compare',
  'extracts',
  'codebook',
  'forms',
  'protocol',
  'system',
  'people',
  'trail',
] as const
export type NavKey = (typeof NAV_KEYS)[number]

const ACROSS_STUDIES: readonly NavKey[] = ['system', 'people', 'trail']

export interface NavLink {
  readonly key: NavKey
  readonly href: string
}

/** In the order of the rail, whatever order was given; places of a study need one. */
export function listNavLinks(keys: readonly NavKey[], study: string | null): NavLink[] {
  return NAV_KEYS.filter((key) => keys.includes(key)).flatMap((key) => {
    if (ACROSS_STUDIES.includes(key)) return [{ key, href: `/${key}` }]
    return study === null ? [] : [{ key, href: `/${study}/${key}` }]
  })
}

/** The place one is in: the address itself or anything under it. */
export function isCurrent(href: string, pathname: string): boolean {
  // One's own account is none of the places of the rail.
  if (pathname === '/people/me') return false
  return pathname === href || pathname.startsWith(`${href}/`)
}
