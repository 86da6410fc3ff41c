import { basename, dirname, join } from 'node:path'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { runComparison } from '@/lib/tasks/compare'
import { requireOption, UsageError, type Command } from './command'
import { runExport } from './export'

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
