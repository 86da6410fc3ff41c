import { Prisma } from '../generated/client'
import { studyOf, type Tx } from '../transaction'

/** What data sets are made of. */
export const FROZEN_TABLES = ['enrolment', 'operation', 'visit', 'entry', 'complication']

/**
 * For raw SQL: has anything of the study been entered, corrected, moved or judged since? Read from the trail, within
 * reach, so that a receipt can say that its numbers are of older data.
 */
export function changedSinceSql(tx: Tx, since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (select 1 from trail t where t.study_id = ${studyOf(tx).id}::uuid and t.at > ${since}
    and t.table_name = any (${FROZEN_TABLES}))`
}
