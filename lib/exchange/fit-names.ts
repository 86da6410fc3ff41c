import { createHash } from 'node:crypto'

export interface NameRules {
  /** Most bytes of a name. */
  readonly longest: number
  /** Words of the program, in lower case, that are no names. */
  readonly reserved: ReadonlySet<string>
}

/**
 * Names as another program takes them, in the same order and no two alike in lower case. A name that fits stays as it
 * is. A longer one loses its middle to a hash of the whole, so that it is the same in every extract and keeps its
 * beginning and the visit or level at its end.
 */
export function fitNames(names: readonly string[], rules: NameRules): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let fitted = fitName(name, rules)
    for (let turn = 1; taken.has(fitted.toLowerCase()); turn += 1) {
      fitted = shorten(`${name}#${turn}`, fitted, rules.longest)
    }
    taken.add(fitted.toLowerCase())
    return fitted
  })
}

function fitName(name: string, { longest, reserved }: NameRules): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?![A-Za-z])/, 'v')
  const legal = reserved.has(plain.toLowerCase()) ? `${plain}_1` : plain
  return legal.length > longest ? shorten(name, legal, longest) : legal
}

const TAIL = 8
/** Where names are this short, there is no room for their ends. */
const SHORT = 16

function shorten(whole: string, legal: string, longest: number): string {
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 4)
  const tail = longest > SHORT ? TAIL : 0
  const head = legal.slice(0, longest - tail - mark.length - 1)
  return `${head}_${mark}${tail === 0 ? '' : legal.slice(head.length).slice(-tail)}`
}
