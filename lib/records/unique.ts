import { invalidField } from '@/lib/problem'
import { readSqlState } from './transaction'

/** A unique key that is held already is told at its field. */
export async function refuseTaken<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (readSqlState(error) === '23505' || isUnique(error)) throw invalidField(field, 'taken')
    throw error
  }
}

function isUnique(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002'
}
