import { expect, type BrowserContext, type Page } from '@playwright/test'

/** Collects what a browser complains of; a refused answer is the server's business and expected where tested. */
export function watchConsole(context: BrowserContext): { expectQuiet: () => void } {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const text = message.text()
    if (/^Failed to load resource/.test(text)) return
    complaints.push(`${message.location().url}: ${text}`)
  })
  context.on('weberror', (error) =>
    complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`),
  )
  return { expectQuiet: () => expect(complaints, 'the browser complains of nothing').toEqual([]) }
}

/** Loads end when the page answers to keys: one pressed before is lost. */
export function waitUntilListening(context: BrowserContext): void {
  context.on('page', (page: Page) => {
    const goto = page.goto.bind(page)
    const reload = page.reload.bind(page)
    const listens = () =>
      page.waitForFunction(
        () =>
          document.documentElement.dataset.listening !== undefined ||
          document.querySelector('script[src*="/_next/"]') === null,
      )
    page.goto = async (...asked) => {
      const answer = await goto(...asked)
      // Who asks for the first byte alone wants the page before it listens.
      if (asked[1]?.waitUntil !== 'commit') await listens()
      return answer
    }
    page.reload = async (...asked) => {
      const answer = await reload(...asked)
      await listens()
      return answer
    }
  })
}
