import { describe, expect, it } from 'vitest'
import { listHref, readListState } from '@/components/ui/list-state'
import { isCurrent, listNavLinks } from '@/components/registry/shell-nav'

const options = { sortable: ['code', 'closes'], sort: 'closes', pageSize: 50 }

describe('readListState', () => {
  it('reads page and order from the address', () => {
    expect(readListState({ page: '3', sort: '-code' }, options)).toEqual({
      page: 3,
      pageSize: 50,
      offset: 100,
      sort: { id: 'code', desc: true },
    })
  })

  it.each(['0', '-1', '1.5', 'x', '', '1e9', '99999999'])('takes page %j for the first one', (page) => {
    expect(readListState({ page }, options).page).toBe(1)
  })

  it('keeps its own order when the address names a column that may not be sorted by', () => {
    expect(readListState({ sort: 'name; drop table' }, options).sort).toEqual({ id: 'closes', desc: false })
  })
})

describe('listHref', () => {
  it('keeps filters and the order on the next page', () => {
    expect(listHref('/live/patients', { arm: ['pvp', 'peld'], sort: '-code', page: '2' }, { page: 3 })).toBe(
      '/live/patients?arm=pvp&arm=peld&sort=-code&page=3',
    )
  })

  it('starts a new order at the first page', () => {
    const params = new URLSearchParams('page=7&state=late')
    expect(listHref('/live/today', params, { sort: { id: 'closes', desc: true } })).toBe(
      '/live/today?state=late&sort=-closes',
    )
  })

  it('leaves the plain address for the first page of an unsorted list', () => {
    expect(listHref('/live/today', { page: '2' }, { page: 1 })).toBe('/live/today')
  })
})

describe('the places of the rail', () => {
  it('come in the order of the rail and only where they exist', () => {
    expect(listNavLinks(['trail', 'patients', 'today'], 'live').map(({ href }) => href)).toEqual([
      '/live/today',
      '/live/patients',
      '/trail',
    ])
    expect(listNavLinks(['today', 'people'], null).map(({ href }) => href)).toEqual(['/people'])
  })

  it('are current on themselves and on what is under them', () => {
    expect(isCurrent('/live/patients', '/live/patients/LV-001')).toBe(true)
    expect(isCurrent('/live/patients', '/live/patients-old')).toBe(false)
  })
})
