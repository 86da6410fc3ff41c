import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EXTRACT_FORMATS } from '@/lib/contracts/data'
import { runExtract } from '@/lib/tasks/extract'
import { requireOption, UsageError, type Command } from './command'

const SHAPES = ['long', 'wide'] as const
const PER = ['visit', 'level', 'operation'] as const
const PARTS = ['data', 'codebook'] as const
const LEVELS = ['deidentified', 'no-identifiers', 'full'] as const
const DATES = ['days', 'shifted', 'months', 'none'] as const
const CHOICES = ['code', 'key', 'zh', 'en'] as const
const MISSING = ['column', 'code', 'empty'] as const

/** Takes a file as a researcher does, and alone with study codes, real dates and free text (`--level`). */
export async function runExport(command: Command): Promise<unknown> {
  const level = choose(command, 'level', LEVELS)
  const dated = level !== 'deidentified'
  if (dated && command.options.has('dates')) throw new UsageError(`--dates: at level ${level} they are real.`)
  const out = requireOption(command, 'out')
  const file = await runExtract(
    command.call,
    requireOption(command, 'study'),
    {
      shape: choose(command, 'shape', SHAPES),
      per: choose(command, 'per', PER),
      format: choose(command, 'format', EXTRACT_FORMATS),
      part: choose(command, 'part', PARTS),
      choices: choose(command, 'labels', CHOICES),
      missing: choose(command, 'missing', MISSING),
      purpose: command.options.get('purpose') || 'command line',
    },
    { level, dates: dated ? 'real' : choose(command, 'dates', DATES) },
  )
  const hash = createHash('sha256')
  const body = Readable.fromWeb(file.stream as Parameters<typeof Readable.fromWeb>[0])
  body.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(body, createWriteStream(out, { flags: 'wx' }))
  const sha256 = hash.digest('hex')
  command.say(`${out}: ${file.rows} rows, SHA-256 ${sha256}`)
  return { out, rows: file.rows, sha256 }
}

/** The first is what holds when nothing is said. */
function choose<const Values extends readonly [string, ...string[]]>(
  { options }: Command,
  name: string,
  values: Values,
): Values[number] {
  const given = options.get(name) ?? values[0]
  const known = values.find((value) => value === given)
  if (known === undefined) throw new UsageError(`--${name} is ${values.join(', ')}.`)
  return known
}
