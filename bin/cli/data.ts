import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { runComparison } from '@/lib/tasks/compare'
import { runExtract } from '@/lib/tasks/extract'
import { requireOption, UsageError, type Command } from './command'

export async function runData(command: Command): Promise<unknown> {
  switch (command.verb) {
    case 'import':
      return runImport(command)
    case 'export':
      return runExport(command)
    default:
      throw new UsageError('data import | export')
  }
}

function requireFile(command: Command): string {
  const [file] = command.rest
  if (!file) throw new UsageError('FILE is missing.')
  return file
}

function readJson(command: Command, path: string): unknown {
  return JSON.parse(Buffer.from(command.readFile(path)).toString('utf8'))
}

async function runImport(command: Command): Promise<unknown> {
  const file = requireFile(command)
  const study = requireOption(command, 'study')
  const mapping = command.options.get('mapping') || join(dirname(file), `${study}.mapping.json`)
  const report = await importCohort(command.call, study, command.readFile(file), readJson(command, mapping), {
    dryRun: command.options.has('dry-run'),
    fileName: basename(file),
    readFile: (name) => command.readFile(join(dirname(file), name)),
  })
  command.say(
    `${report.dryRun ? 'Would import' : 'Imported'} ${report.patients} patients, ${report.entries} entries, ${report.complications} complications.`,
  )
  return report
}

async function runExport(command: Command): Promise<unknown> {
  const { options } = command
  const shape = options.get('shape') ?? 'long'
  const part = options.get('part') ?? 'data'
  if (shape !== 'long' && shape !== 'wide') throw new UsageError('--shape is long or wide.')
  if (part !== 'data' && part !== 'codebook') throw new UsageError('--part is data or codebook.')
  if ((options.get('format') ?? 'csv') !== 'csv') throw new UsageError('--format is csv.')
  if ((options.get('level') ?? 'deidentified') !== 'deidentified')
    throw new UsageError('--level is deidentified: nothing else leaves yet.')
  const out = requireOption(command, 'out')
  const file = await runExtract(command.call, requireOption(command, 'study'), {
    shape,
    part,
    format: 'csv',
    purpose: options.get('purpose') || 'command line',
  })
  const hash = createHash('sha256')
  const body = Readable.fromWeb(file.stream as Parameters<typeof Readable.fromWeb>[0])
  body.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(body, createWriteStream(out, { flags: 'wx' }))
  const sha256 = hash.digest('hex')
  command.say(`${out}: ${file.rows} rows, SHA-256 ${sha256}`)
  return { out, rows: file.rows, sha256 }
}

/** `compare --study S PLAN.json`: the plan stands where other nouns have their verb. */
export async function runCompare(command: Command): Promise<unknown> {
  if (!command.verb) throw new UsageError('compare --study S PLAN.json')
  const comparison = await runComparison(
    command.call,
    requireOption(command, 'study'),
    readJson(command, command.verb),
  )
  command.say(JSON.stringify(comparison.result, null, 2))
  return comparison
}
