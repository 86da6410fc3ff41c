import { expect, type BrowserContext } from '@playwright/test'

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
