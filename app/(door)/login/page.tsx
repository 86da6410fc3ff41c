import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { SignInPage } from '@/components/registry/sign-in'
import { readEnv } from '@/lib/env'
import { currentActor } from '@/lib/session'
import { DEMO_CAST, DEMO_PASSWORD } from '@/lib/tasks/demo/cast'

export async function generateMetadata() {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default async function LoginPage() {
  if (await currentActor()) redirect('/')
  const isDemo = readEnv().SUIVI_MODE === 'demo'
  return (
    <SignInPage
      demo={
        isDemo
          ? {
              password: DEMO_PASSWORD,
              people: DEMO_CAST.map(({ username, displayName }) => ({ username, displayName })),
            }
          : null
      }
    />
  )
}
