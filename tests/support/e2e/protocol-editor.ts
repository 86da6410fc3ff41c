import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Section } from '@/components/protocol/steps'
import type { Words } from './words'
import { toast } from './sheet'

/** The protocol's editor on the screen: boxes by the names of the draft. */
export function openEditor(page: Page, words: Words) {
  const at = (name: string) => page.locator(`form [name="${name}"]`)
  const press = (key: string) => page.getByRole('button', { name: words(key), exact: true }).click()
  const editor = {
    at,
    press,
    go: (section: Section) =>
      page
        .getByRole('navigation', { name: words('protocolEdit.sectionsLabel') })
        .getByRole('button', { name: new RegExp(`^${words(`protocolEdit.sections.${section}`)}`) })
        .click(),
    type: async (name: string, text: string) => {
      await at(name).fill(text)
      await at(name).blur()
    },
    pick: (name: string, value: string) => at(name).selectOption(value),
    both: async (name: string, zh: string, en: string) => {
      await at(`${name}.zh`).fill(zh)
      await at(`${name}.en`).fill(en)
    },
    openVisit: (number: number) =>
      page.getByRole('button', { name: words('protocolEdit.openVisit', { number }), exact: true }).click(),
    /** Fills in the visit at a place; it is open. */
    visit: async (index: number, visit: TypedVisit) => {
      const name = `visits.${index}`
      await editor.type(`${name}.code`, visit.code)
      await editor.pick(`${name}.anchor`, visit.anchor)
      await editor.type(`${name}.target`, String(visit.target))
      await editor.both(`${name}.label`, visit.label[0], visit.label[1])
      await editor.both(`${name}.short`, visit.label[0], visit.label[1])
      await editor.pick(`${name}.window.unit`, 'days')
      await editor.type(`${name}.window.from`, String(visit.days[0]))
      await editor.type(`${name}.window.to`, String(visit.days[1]))
      await editor.type(`${name}.graceDays`, '0')
      for (const form of visit.forms) {
        const count = await page.locator(`form select[name^="${name}.instruments."][name$=".form"]`).count()
        await press('protocolEdit.add.form')
        await editor.pick(`${name}.instruments.${count}.form`, `${form}@1`)
      }
    },
    expectSound: () => expect(page.getByText(words('protocolEdit.sound'))).toBeVisible(),
    publish: async (reason: string) => {
      await editor.expectSound()
      await press('protocolEdit.publish')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox').fill(reason)
      await dialog.getByRole('button', { name: words('protocolEdit.publishNow'), exact: true }).click()
      await expect(page).toHaveURL(/\/protocol\/versions$/)
    },
  }
  return editor
}

interface TypedVisit {
  readonly code: string
  readonly anchor: string
  readonly target: number
  readonly days: readonly [number, number]
  readonly label: readonly [string, string]
  readonly forms: readonly string[]
}

interface NewStudy {
  readonly slug: string
  readonly prefix: string
  readonly title: string
}

/** One of its own for each run. */
export function nameStudy(kind: string): NewStudy {
  const serial = randomBytes(3).toString('hex')
  return { slug: `${kind}-${serial}`, prefix: `P${serial.toUpperCase()}`, title: `${kind} ${serial}` }
}

/** A study that begins with an empty protocol, as the system page makes one. */
export async function addEmptyStudy(page: Page, words: Words, { slug, prefix, title }: NewStudy) {
  await page.goto('/system')
  await page.getByRole('button', { name: words('system.studies.add'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  const box = (key: string) => dialog.getByRole('textbox', { name: words(key), exact: true })
  await box('system.studies.titleZh').fill(title)
  await box('system.studies.titleEn').fill(title)
  await dialog.getByRole('combobox', { name: words('system.studies.protocol') }).selectOption('blank')
  await box('system.studies.slug').fill(slug)
  await box('system.studies.codePrefix').fill(prefix)
  await dialog.getByRole('checkbox', { name: /NORTH/ }).check()
  await dialog.getByRole('button', { name: words('common.add'), exact: true }).click()
  await expect(toast(page, words('system.studies.added'))).toBeVisible()
}
