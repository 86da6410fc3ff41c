/** The same question at several visits or levels is one line of the picker. */
import type { StudyVariable } from '@/lib/analysis/list-variables'
import type { Bilingual } from '@/lib/codebook/item'

export interface Family {
  readonly id: string
  readonly label: Bilingual
  readonly unit?: string
  readonly section: Bilingual | null
  readonly members: readonly StudyVariable[]
}

export function listFamilies(variables: readonly StudyVariable[]): Family[] {
  const families = new Map<string, StudyVariable[]>()
  for (const variable of variables) {
    const members = families.get(variable.family)
    if (members) members.push(variable)
    else families.set(variable.family, [variable])
  }
  return [...families].flatMap(([id, members]) => {
    const [first] = members
    if (!first) return []
    const { label, section, unit } = first
    return [{ id, label, section, ...(unit === undefined ? {} : { unit }), members }]
  })
}

/** Every word typed must stand in a label, the name of a column or the title of the form, in either language. */
export function searchFamilies(families: readonly Family[], typed: string): Family[] {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  return families.filter(({ label, section, members }) => {
    const names = members.map(({ name }) => name).join(' ')
    const text = [label.zh, label.en, section?.zh, section?.en, names].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export interface Section {
  readonly title: Bilingual | null
  readonly families: readonly Family[]
}

/** Under the titles of their forms, in the order of the data set. */
export function groupBySection(families: readonly Family[]): Section[] {
  const titles = new Map<string, Bilingual | null>()
  for (const { section } of families) titles.set(section?.en ?? '', section)
  return [...titles].map(([key, title]) => ({
    title,
    families: families.filter(({ section }) => (section?.en ?? '') === key),
  }))
}
