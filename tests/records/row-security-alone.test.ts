import { expect, it, vi } from 'vitest'
import { Prisma } from '@/lib/records/generated/client'
import * as scope from '@/lib/records/scope'
import type { Tx } from '@/lib/records/transaction'
import { describeOtherSite } from '../support/other-site'

// The injected fault: the application's own filter lets everything through. Row security is alone now.
vi.mock('@/lib/records/scope', () => ({
  seenSql: () => Prisma.sql`true`,
  seenSiteSql: () => Prisma.sql`true`,
  seenWhere: () => ({}),
}))

it('runs without the filter of the application', () => {
  const tx = { reach: { studies: [], sites: [] } } as unknown as Tx
  expect(scope.seenWhere(tx)).toEqual({})
  expect(scope.seenSql(tx, 'e').sql).toBe('true')
})

describeOtherSite()
