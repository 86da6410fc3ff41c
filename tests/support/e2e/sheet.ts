import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Words } from './words'

/** One entry form on the screen, by the names of its items. */
export interface Sheet {
  readonly box: (item: string) => Locator
  readonly group: (item: string) => Locator
  readonly answer: (item: string, code: number) => Locator
  /** Types a text and leaves the field. */
  readonly type: (item: string, text: string) => Promise<void>
  readonly choose: (item: string, code: number) => Promise<void>
  readonly visitOn: Locator
  readonly save: () => Promise<void>
  readonly saveAndNext: () => Promise<void>
}

export function readSheet(page: Page, words: Words, instrument: string): Sheet {
  const form = page.getByRole('form', { name: words.form(instrument), exact: true })
  const box = (item: string) => form.getByRole('textbox', { name: words.item(instrument, item), exact: true })
  const group = (item: string) =>
    form
      .getByRole('radiogroup', { name: words.item(instrument, item), exact: true })
      .or(form.getByRole('group', { name: words.item(instrument, item), exact: true }))
  // "1 CT", and of a graded item "3" alone.
  const answer = (item: string, code: number) => {
    const label = words.answer(instrument, item, code)
    const said = label === String(code) ? '' : escape(label)
    return group(item)
      .getByRole('radio', { name: new RegExp(`^${code}\\s*${said}([：:].*)?$`) })
      .or(group(item).getByRole('checkbox', { name: new RegExp(`^${code}\\s*${said}$`) }))
  }
  return {
    box,
    group,
    answer,
    type: async (item, text) => {
      await box(item).fill(text)
      await box(item).blur()
    },
    choose: (item, code) => answer(item, code).check(),
    visitOn: form.getByRole('textbox', { name: words('entry.visitOn') }),
    save: async () => {
      await form.getByRole('button', { name: words('common.save'), exact: true }).click()
      await expectSaved(page, words)
    },
    saveAndNext: () => form.getByRole('button', { name: words('common.saveNext') }).click(),
  }
}

/** Says so in the corner; what was saved before has gone from there or says the same. */
async function expectSaved(page: Page, words: Words): Promise<void> {
  const log = page.getByRole('log')
  const complete = log.getByText(words('entry.saved'), { exact: true })
  await expect(complete.or(log.getByText(words('entry.savedLacking', { count: 2 }))).last()).toBeVisible()
}

export function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The message in the corner of the page. */
export function toast(page: Page, text: string): Locator {
  return page.getByRole('log').getByText(text, { exact: true }).last()
}
