import type { ReactElement } from 'react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

type Router = NonNullable<Parameters<typeof AppRouterContext.Provider>[0]['value']>

/** The page as the server first sends it. No link is followed, so the router has nothing to do. */
export function renderPage(element: ReactElement, locale: 'zh-CN' | 'en' = 'zh-CN'): string {
  const onError = (error: Error) => {
    throw error
  }
  return renderToStaticMarkup(
    <AppRouterContext.Provider value={{} as Router}>
      <NextIntlClientProvider
        locale={locale}
        messages={locale === 'en' ? en : zh}
        timeZone="Asia/Shanghai"
        onError={onError}
      >
        {element}
      </NextIntlClientProvider>
    </AppRouterContext.Provider>,
  )
}
