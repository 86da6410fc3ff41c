/** The keyboard of a form: Enter goes on, one letter says why there is no value. */
import type { MissingReason } from '@/lib/codebook/item'

export const MISSING_KEYS: readonly (readonly [MissingReason, string])[] = [
  ['not_done', 'N'],
  ['refused', 'R'],
  ['unknown', 'U'],
  ['not_applicable', 'X'],
]

interface KeyPress {
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly nativeEvent: { readonly isComposing: boolean }
  readonly target: EventTarget
}

/**
 * The reason a key stands for, or null. In a text box the letter alone is a letter unless the box takes numbers or
 * dates and holds nothing that would be lost; Alt with the letter works everywhere.
 */
export function readMissingKey(event: KeyPress, takesLetters: boolean): MissingReason | null {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return null
  const found = MISSING_KEYS.find(([, key]) => event.code === `Key${key}`)?.[0] ?? null
  if (found === null || event.altKey) return found
  return !takesLetters && isFree(event.target) ? found : null
}

function isFree(target: EventTarget): boolean {
  if (!(target instanceof HTMLInputElement)) return target instanceof HTMLElement
  if (target.type === 'radio' || target.type === 'checkbox') return true
  const selected = (target.selectionEnd ?? 0) - (target.selectionStart ?? 0)
  return target.value === '' || selected === target.value.length
}

/** Radio buttons, boxes and number boxes take no other text than digits, so that signs can be commands there. */
export function takesCommands(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false
  return !(target instanceof HTMLInputElement) || isGrouped(target) || target.inputMode === 'decimal'
}

/** Where Enter stops: each control once, a group of radio buttons or boxes as one. */
function listStops(form: HTMLElement): HTMLElement[] {
  const all = [...form.querySelectorAll<HTMLElement>('input, select, textarea, button')].filter(
    (element) => !element.matches(':disabled, [tabindex="-1"]') && element.offsetParent !== null,
  )
  const groups = new Map<string, HTMLInputElement>()
  for (const element of all) {
    if (!isGrouped(element)) continue
    const first = groups.get(element.name)
    if (!first || (element.type === 'radio' && element.checked)) groups.set(element.name, element)
  }
  return all.filter((element) => !isGrouped(element) || groups.get(element.name) === element)
}

type GroupedBox = HTMLInputElement & { readonly type: 'radio' | 'checkbox' }

function isGrouped(element: Element): element is GroupedBox {
  return element instanceof HTMLInputElement && (element.type === 'radio' || element.type === 'checkbox')
}

/** Goes to the control after (or before) the one given; false at the end. */
export function focusBeside(form: HTMLElement, from: HTMLElement, step: 1 | -1): boolean {
  return focusAmong(listStops(form), from, step)
}

/** The same past buttons: only to what can be answered. */
export function focusField(form: HTMLElement, from: HTMLElement, step: 1 | -1): boolean {
  const fields = listStops(form).filter((stop) => !(stop instanceof HTMLButtonElement))
  return focusAmong(fields, from, step)
}

function focusAmong(stops: readonly HTMLElement[], from: HTMLElement, step: 1 | -1): boolean {
  const here = stops.findIndex(
    (stop) => stop === from || (isGrouped(stop) && isGrouped(from) && stop.name === from.name),
  )
  const next = here < 0 ? undefined : stops[here + step]
  if (!next) return false
  next.focus()
  if (next instanceof HTMLInputElement && !isGrouped(next)) next.select()
  return true
}

/** The control of a name; of a group its chosen or first one. */
export function findControl(form: HTMLFormElement, name: string): HTMLElement | null {
  const found = form.elements.namedItem(name)
  if (found instanceof RadioNodeList) {
    const boxes = [...found].filter((node) => node instanceof HTMLInputElement)
    return boxes.find((box) => box.checked) ?? boxes[0] ?? null
  }
  return found instanceof HTMLElement ? found : null
}

/** What stands in the control an event came from: of boxes, the codes that are ticked. */
export function readControl(form: HTMLFormElement, box: HTMLInputElement): string {
  if (box.type !== 'checkbox') return box.value
  const boxes = form.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(box.name)}"]:checked`)
  return [...boxes].map((one) => one.value).join(',')
}

/** Name and text of every control that is answered. */
export function readControls(form: HTMLFormElement): [string, string][] {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name], select[name], textarea[name]')]
  return boxes
    .filter((box) => (isGrouped(box) ? box.checked : true))
    .map((box) => [box.name, readControl(form, box)])
}

/** Empties a control that React leaves to the browser. */
export function clearControl(form: HTMLFormElement, name: string): void {
  for (const box of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
    if (isGrouped(box)) box.checked = false
    else box.value = ''
  }
}
