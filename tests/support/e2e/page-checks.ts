import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8')
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 390, height: 844 }
const PICTURES = process.env.SUIVI_SCREENS

/** Looks at the page that is open, wide and narrow, light and dark; each finding is told, none ends the walk. */
export async function checkPage(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await page.setViewportSize(WIDE)
  await takePicture(page, `${name}-1280`)
  await expectNothingSerious(page, `${name}, wide`)

  await page.emulateMedia({ colorScheme: 'dark' })
  await takePicture(page, `${name}-1280-dark`)
  await expectNothingSerious(page, `${name}, dark`, { runOnly: ['color-contrast'] })

  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  await takePicture(page, `${name}-390`)
  await expectNothingSerious(page, `${name}, narrow`)
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(beyond, `${name} scrolls sideways at ${NARROW.width} px by`).toBeLessThanOrEqual(0)
}

async function expectNothingSerious(page: Page, where: string, options: RunOptions = {}): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(
    (asked) =>
      (window as unknown as { axe: { run: (asked: RunOptions) => Promise<AxeResults> } }).axe.run(asked),
    { resultTypes: ['violations' as const], ...options },
  )
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n  ')}`,
    )
  expect.soft(serious, `axe on ${where}`).toEqual([])
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  await page.evaluate(() => scrollTo(0, 0))
  const language = await page.locator('html').getAttribute('lang')
  await page.screenshot({ path: join(PICTURES, `${name}-${language}.png`), fullPage: true })
}
