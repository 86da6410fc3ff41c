import { createContext, useContext } from 'react'
import type { EntryForm } from '@/components/ui/form'
import { useIssueText } from '@/components/ui/problem-text'
import type { FieldIssue } from '@/lib/problem'
import type { EditorValues } from './editor-values'

export type EditorForm = EntryForm<EditorValues, EditorValues>

interface Editing {
  readonly form: EditorForm
  /** What the check found of what is typed now. */
  readonly issues: readonly FieldIssue[]
}

const EditingContext = createContext<Editing | null>(null)
export const EditingProvider = EditingContext.Provider

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('no editor around')
  return editing
}

/** What is wrong at one of these names, or below where the field shows the whole of it (`whole`). */
export function useIssueAt(names: readonly string[], whole = false): string | undefined {
  const { issues } = useEditing()
  const say = useIssueText()
  const found = issues.find(({ field }) =>
    names.some((name) => field === name || (whole && field.startsWith(`${name}.`))),
  )
  return found && say(found)
}
