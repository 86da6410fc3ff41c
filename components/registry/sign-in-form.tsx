'use client'

import { useRef, useState, type FormEvent } from 'react'
import { useRouter } from 'next/navigation'
import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'

export interface DemoCast {
  readonly password: string
  readonly people: readonly { readonly username: string; readonly displayName: string }[]
}

type Refusal = 'sign_in_failed' | 'too_many' | 'unavailable'

export function SignInForm({ demo }: { demo: DemoCast | null }) {
  const t = useTranslations('signIn')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  async function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const typed = new FormData(event.currentTarget)
    setBusy(true)
    const refused = await trySignIn(String(typed.get('username')), String(typed.get('password')))
    if (!refused) {
      router.replace('/')
      router.refresh()
      return
    }
    setBusy(false)
    setRefusal(refused)
    form.current?.querySelector<HTMLInputElement>('[name=password]')?.focus()
  }

  function fillIn(username: string, password: string) {
    for (const [name, value] of Object.entries({ username, password })) {
      const box = form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)
      if (box) box.value = value
    }
    form.current?.querySelector<HTMLButtonElement>('[type=submit]')?.focus()
  }

  return (
    <>
      <form ref={form} method="post" className="grid gap-4" onSubmit={handleSubmit}>
        {refusal && <SignInRefusal refusal={refusal} />}
        <Field label={t('username')}>
          {(control) => (
            <TextInput
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              autoFocus
            />
          )}
        </Field>
        <Field label={t('password')}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {t('enter')}
          </Button>
        </div>
      </form>
      {demo && <DemoPeople demo={demo} onPick={(username) => fillIn(username, demo.password)} />}
    </>
  )
}

/** Wrong, unknown and disabled read the same; so do a server that does not answer and one that failed. */
export async function trySignIn(username: string, password: string): Promise<Refusal | null> {
  try {
    const answer = await signIn('credentials', { username, password, redirect: false })
    if (answer?.ok && !answer.error) return null
    return answer?.error === 'sign_in_failed' || answer?.error === 'too_many' ? answer.error : 'unavailable'
  } catch {
    return 'unavailable'
  }
}

function SignInRefusal({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('signIn.refused')
  return (
    <Banner tone="missed" title={t(`${refusal}.title`)} alert>
      {t(`${refusal}.detail`)}
    </Banner>
  )
}

function DemoPeople({ demo, onPick }: { demo: DemoCast; onPick: (username: string) => void }) {
  const t = useTranslations('signIn.demo')
  return (
    <Banner tone="late" title={t('title')}>
      <p>{t('about')}</p>
      <ul className="mt-2 grid gap-1">
        {demo.people.map(({ username, displayName }) => (
          <li key={username} className="flex flex-wrap items-center gap-x-3">
            <Button small onClick={() => onPick(username)}>
              {username}
            </Button>
            <span className="text-xs">{displayName}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs">
        {t('password')} <code>{demo.password}</code>
      </p>
    </Banner>
  )
}
