import type { QueryResult } from 'pg'

export type ClusterRole = 'superuser' | 'owner' | 'app' | 'worker' | 'backup'

export interface Cluster {
  /** Connection string of a role; the database is the cluster's own when none is named. */
  url(role: ClusterRole, database?: string): string
  readonly alone: boolean
  readonly port: number
  readonly data: string
  serverPid(): number | undefined
  /** Starts the server again when it dies; says whether it is back at the same port. */
  watch(onRevive: (samePort: boolean) => void): void
  release(): Promise<void>
}

export function openCluster(options: {
  root?: string
  state: string
  database?: string
  /** Directory of initdb, pg_ctl and postgres; npm's when none is named. */
  programs?: string | undefined
}): Promise<Cluster>
export function runSql(url: string, sql: string, values?: unknown[]): Promise<QueryResult>
