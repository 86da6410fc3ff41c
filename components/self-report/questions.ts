import type { Instrument, ItemValue, Values } from '@/lib/codebook/item'
import { dropHidden, visibleItems } from '@/lib/codebook/visibility'
import type { Answers, Question } from './view'

/** Every question that is asked as things stand, in the order of the forms. */
export function listQuestions(forms: readonly Instrument[], answers: Answers): Question[] {
  return forms.flatMap((form) => {
    const values = answers[form.id] ?? {}
    const visible = visibleItems(form, values)
    return form.items
      .filter(({ name }) => visible.has(name))
      .map((item) => ({ form, item, value: values[item.name] }))
  })
}

/** The answers with one more; what is no longer asked because of it goes. */
export function answer(answers: Answers, { form, item }: Question, value: ItemValue | undefined): Answers {
  const { [item.name]: _before, ...others } = answers[form.id] ?? {}
  const values: Values = value === undefined ? others : { ...others, [item.name]: value }
  return { ...answers, [form.id]: dropHidden(form, values) }
}

/** A question that may not be left open. */
export function isLacking({ item, value }: Question): boolean {
  return item.required === true && value === undefined
}

/** Where somebody who comes back goes on: the first question without an answer, else the end. */
export function findResume(questions: readonly Question[]): number {
  const answered = questions.findLastIndex(({ value }) => value !== undefined)
  const lacking = questions.findIndex(isLacking)
  return lacking === -1 ? questions.length : Math.min(lacking, answered + 1)
}
