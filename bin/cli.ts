import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { commandLineCall } from '@/lib/records/system-call'
import { disconnect } from '@/lib/records/db'
import { Problem } from '@/lib/problem'
import { BackupRefused } from './backup/manifest'
import { runBackup, runRestore } from './cli/backup'
import { runCompare, runData } from './cli/data'
import { runDemo } from './cli/demo'
import { runDoctor } from './cli/doctor'
import { runSetupCode } from './cli/set-up'
import { runSite, runStudy } from './cli/study'
import { runTrail } from './cli/trail'
import { runUser } from './cli/user'
import { UsageError, type Command } from './cli/command'
import { InstanceRefused, prepareInstance } from '@/lib/records/studies/instance'

const USAGE = `npm run cli -- <noun> <verb> [options] [--json]

  setup-code [--out FILE]      a code for the page /setup, while there is no administrator
  site add --code C --zh NAME --en NAME [--zone Asia/Shanghai]
  study add --slug S --zh TITLE --en TITLE --sites C,C [--prefix LV] [--protocol FILE.json] [--closed]
  user add --username U --name N --role R [--study S] [--site C] [--locale zh-CN|en]   password on standard input
  user role --username U --role R [--study S] [--site C] [--end]
  user disable --username U | user enable --username U
  data import --study S FILE [--mapping M] [--dry-run]    without M: S.mapping.json beside FILE
  data export --study S --out FILE [--shape long|wide] [--per visit|level|operation]
              [--format csv|xlsx|sav|dta|xpt|rds|parquet|json|odm|fhir|redcap]
              [--part data|codebook] [--labels code|key|zh|en] [--missing column|code|empty] [--purpose TEXT]
              [--dates days|shifted|months|none]
              [--level deidentified|no-identifiers|full]   the last two have study codes and real dates
  compare --study S PLAN.json
  trail verify
  backup DIR [--keep N] [--daily]  copies everything into a new folder of DIR (DATABASE_BACKUP_URL)
  restore FOLDER [--key FILE]  fills an empty database from it (DATABASE_OWNER_URL)
  doctor                       what the registry stands on, and what to mend
  migrate                      applies pending migrations (DATABASE_OWNER_URL)
  prepare                      marks a new database with its mode and key (a start does it)`

async function runMigrate(command: Command): Promise<unknown> {
  const url = process.env.DATABASE_OWNER_URL
  if (!url) throw new UsageError('migrate needs DATABASE_OWNER_URL, the role that owns the tables.')
  const { migrate } = await import('./migrate.mjs')
  const applied = await migrate(url)
  command.say(applied.length === 0 ? 'Nothing to apply.' : `Applied: ${applied.join(', ')}.`)
  return { applied }
}

async function run(command: Command): Promise<unknown> {
  switch (command.noun) {
    case 'setup-code':
      return runSetupCode(command)
    case 'site':
      return runSite(command)
    case 'study':
      return runStudy(command)
    case 'user':
      return runUser(command)
    case 'data':
      return runData(command)
    case 'compare':
      return runCompare(command)
    case 'trail':
      return runTrail(command)
    case 'demo':
      return runDemo(command, join(dirname(import.meta.dirname), 'prisma', 'demo'))
    case 'doctor':
      return runDoctor(command)
    case 'backup':
      return runBackup(command)
    case 'restore':
      return runRestore(command)
    case 'migrate':
      return runMigrate(command)
    case 'prepare':
      return { instance: await prepareInstance() }
    default:
      throw new UsageError(USAGE)
  }
}

function readArguments(args: readonly string[]): Command {
  const options = new Map<string, string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? ''
    if (!arg.startsWith('--')) {
      rest.push(arg)
      continue
    }
    const next = args[i + 1]
    if (next === undefined || next.startsWith('--')) options.set(arg.slice(2), '')
    else {
      options.set(arg.slice(2), next)
      i += 1
    }
  }
  const json = options.delete('json')
  return {
    noun: rest[0] ?? '',
    verb: rest[1] ?? '',
    rest: rest.slice(2),
    options,
    json,
    call: commandLineCall(userInfo().username),
    say: (line) => (json ? console.error(line) : console.log(line)),
    readFile: (path) => new Uint8Array(readFileSync(resolve(path))),
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof InstanceRefused || error instanceof BackupRefused)
    return error.message
  if (!(error instanceof Problem))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const fields = error.fields.map(
    ({ field, code, params }) => `  ${field}: ${code}${params ? ` ${JSON.stringify(params)}` : ''}`,
  )
  return [`Refused: ${error.reason ?? error.code}`, ...fields].join('\n')
}

const command = readArguments(process.argv.slice(2))
try {
  const answer = await run(command)
  if (command.json) console.log(JSON.stringify(answer ?? null))
} catch (error) {
  console.error(explain(error))
  if (command.json) {
    const problem = error instanceof Problem ? { code: error.code, fields: error.fields } : { code: 'failed' }
    console.log(JSON.stringify({ problem }))
  }
  process.exitCode = 1
} finally {
  await disconnect()
}
