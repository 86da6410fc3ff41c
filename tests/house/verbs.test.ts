import { describe, expect, it } from 'vitest'
import { POLICY, type Verb } from '@/lib/access/verbs'
import { CONTRACTS } from '@/lib/contracts/all'
import { listSources } from './walk'

const verbs = Object.keys(POLICY) as Verb[]
const records = listSources(/\.ts$/).filter(({ path }) => /^lib\/(records|tasks)\//.test(path))
const routes = listSources(/^app\/api\/v1\/.*route\.ts$/)
const atDoor = new Set<Verb>(CONTRACTS.map(({ verb }) => verb))

/** Verbs that a transaction of the records is opened with. */
const opened = new Set(
  records.flatMap(({ text }) =>
    [
      ...text.matchAll(/\b(?:change|reading|transact)(?:<[^(]*>)?\(\s*[\w.]+(?:\([^()]*\))?,\s*'([\w.]+)'/g),
    ].map((match) => match[1]),
  ),
)

describe('verbs', () => {
  it('are all used: at the door, or by the command line and the system through the records', () => {
    // The housekeeper records each task under the task's own verb.
    expect(verbs.filter((verb) => !atDoor.has(verb) && !opened.has(verb))).toEqual([])
  })

  it('that nobody holds are at no door but the one for nobody yet', () => {
    const opened = [...new Set(CONTRACTS.filter(({ open }) => open).map(({ verb }) => verb))].sort()
    expect(verbs.filter((verb) => POLICY[verb].length === 0 && atDoor.has(verb)).sort()).toEqual(opened)
    // A closed list: what is asked for proves itself.
    expect(opened).toEqual(['calendar.read', 'instance.set_up', 'self_report.answer'])
  })

  it('that somebody holds are at the door', () => {
    expect(verbs.filter((verb) => POLICY[verb].length > 0 && !atDoor.has(verb))).toEqual([])
  })

  it('open a transaction each: what stands at the door is judged again on the row', () => {
    const handed = new Set(['instrument.read', 'extract.run', 'person.update_own'])
    expect([...atDoor].filter((verb) => !opened.has(verb) && !handed.has(verb))).toEqual([])
  })
})

describe('routes', () => {
  const known = CONTRACTS.map(({ method, path }) => `${method} ${path}`).sort()

  it('are one to one with the contracts', () => {
    const exported = routes.flatMap(({ path, text }) =>
      [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE) = door\(/gm)].map(
        (match) => `${match[1]} ${path.slice('app/api/v1'.length, -'/route.ts'.length)}`,
      ),
    )
    expect(exported.sort()).toEqual(known)
  })

  it('go through the door, but for the description of the door itself', () => {
    const past = routes.filter(({ text }) =>
      /^export (async )?(function|const) \w+(?! = door\()/m.test(
        text.replaceAll(/^export const \w+ = door\(/gm, ''),
      ),
    )
    expect(past.map(({ path }) => path)).toEqual(['app/api/v1/openapi.json/route.ts'])
  })
})
