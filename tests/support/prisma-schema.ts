import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A table as schema.prisma or the catalog tells it, in the words of the catalog. */
export interface TableShape {
  readonly columns: Readonly<Record<string, ColumnShape>>
  /** Each a list of columns joined by commas; sorted. */
  readonly primary: string
  readonly uniques: readonly string[]
}

export interface ColumnShape {
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  'String @db.Uuid': 'uuid',
  String: 'text',
  Int: 'int4',
  BigInt: 'int8',
  Boolean: 'bool',
  Json: 'jsonb',
  Bytes: 'bytea',
  'DateTime @db.Timestamptz(6)': 'timestamptz',
  'DateTime @db.Date': 'date',
}

/** Reads the models of prisma/schema.prisma, which we write by hand in one plain style. */
export function readPrismaSchema(): Record<string, TableShape> {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'prisma', 'schema.prisma'), 'utf8')
  const models = [...text.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(([, body]) => body ?? '')
  return Object.fromEntries(models.map(readModel))
}

function readModel(body: string): [string, TableShape] {
  const lines = body.split('\n').map((line) => line.trim())
  const table = /@@map\("(\w+)"\)/.exec(body)?.[1]
  if (!table) throw new Error(`a model without @@map: ${body.slice(0, 60)}`)
  const columnOf = new Map<string, string>()
  const columns: Record<string, ColumnShape> = {}
  const uniques: string[] = []
  let primary = ''
  for (const line of lines.filter((one) => /^\w/.test(one))) {
    const [, field = '', type = '', optional, rest = ''] = /^(\w+)\s+(\w+)(\?)?(.*)$/.exec(line) ?? []
    const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field
    const native = /@db\.\w+(\(\d\))?/.exec(rest)?.[0]
    columnOf.set(field, column)
    columns[column] = {
      type: TYPES[native ? `${type} ${native}` : type] ?? `unknown: ${line}`,
      nullable: optional === '?',
      hasDefault: rest.includes('@default('),
    }
    if (/@id\b/.test(rest)) primary = column
    if (/@unique\b/.test(rest)) uniques.push(column)
  }
  for (const [, kind, list = ''] of body.matchAll(/@@(id|unique)\(\[([^\]]+)\]/g)) {
    const named = list.split(',').map((field) => columnOf.get(field.trim()) ?? `unknown: ${field}`)
    if (kind === 'id') primary = named.join(',')
    else uniques.push(named.join(','))
  }
  return [table, { columns, primary, uniques: uniques.sort() }]
}
