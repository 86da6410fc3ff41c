'use client'

import type { ComponentProps } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'

// No vowels and nothing that looks like something else: it is read out and typed.
const ALPHABET = '23456789bcdfghjkmnpqrstvwxz'
const GROUPS = 4
const GROUP = 5

/** Twenty characters of 4.75 bits each, in groups. */
export function makePassword(): string {
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < 243) letters.push(ALPHABET.charAt(byte % 27))
  }
  return (letters.join('').match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
}

interface PeoplePasswordProps {
  label: string
  about: string
  input: ComponentProps<'input'>
  onMake: (password: string) => void
  error: string | undefined
}

/** A password for somebody else, seen by who sets it: it is told face to face and soon changed. */
export function PeoplePassword({ label, about, input, onMake, error }: PeoplePasswordProps) {
  const t = useTranslations('people')
  return (
    <Field
      label={label}
      required
      description={about}
      error={error}
      aside={
        <div>
          <Button small onClick={() => onMake(makePassword())}>
            {t('makePassword')}
          </Button>
        </div>
      }
    >
      {(control) => (
        <TextInput {...control} {...input} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      )}
    </Field>
  )
}
