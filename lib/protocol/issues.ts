import type { FieldIssue } from '@/lib/problem'

/** What stands in a list for the second time. */
export function repeated(field: string, keys: readonly string[]): FieldIssue[] {
  return keys.flatMap((key, i) =>
    keys.indexOf(key) < i ? [{ field: `${field}.${i}`, code: 'duplicate', params: { value: key } }] : [],
  )
}

export function unknown(field: string, value: string): FieldIssue {
  return { field, code: 'unknown_value', params: { value } }
}
