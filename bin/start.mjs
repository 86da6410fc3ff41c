// `npm start`. Node's own modules only until everything is installed.
import { checkNode, ensureInstalled } from './install.mjs'
import { ensureBundle, ensureWeb, ROOT } from './build.mjs'
import { listSteps, startHousekeeping } from './housekeeping.mjs'
import { loadDotEnv, openInstance, readMode } from './instance.mjs'
import { noteServed } from './served.mjs'
import { Refusal, requireCommand, runMain, say } from './step.mjs'

function refuseAny(refusals) {
  if (refusals.length > 0)
    throw new Refusal(refusals.map((sentence) => `Not started. ${sentence}`).join('\n'))
}

async function prepareProduction(env) {
  const { checkContent, checkEnvironment, checkServer } = await import('./refusals.mjs')
  const { migrate, pendingMigrations } = await import('./migrate.mjs')
  refuseAny(checkEnvironment(env))
  const found = await checkServer(env.DATABASE_URL).catch((error) => [
    `The database of DATABASE_URL does not answer (${error.message}): check its address, name and password.`,
  ])
  refuseAny(found)
  refuseAny(await checkContent(env.DATABASE_URL))
  if (env.DATABASE_OWNER_URL) {
    const applied = await migrate(env.DATABASE_OWNER_URL)
    if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`)
    return
  }
  const pending = await pendingMigrations(env.DATABASE_URL)
  if (pending.length > 0) {
    throw new Refusal(
      `Not started. ${pending.length} migrations are pending (first ${pending[0]}): run "npm run cli -- migrate" with DATABASE_OWNER_URL set to the role suivi_owner.`,
    )
  }
}

function runCli(cli, env, args) {
  return requireCommand(process.execPath, [cli, ...args], { env, stdio: ['ignore', 1, 2] })
}

/** Resolves once somebody asks us to stop, or npm, which started us, is gone. A second Ctrl-C does not wait. */
function awaitStop() {
  return new Promise((resolve) => {
    const parent = process.ppid
    if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && resolve(), 500).unref()
    let asked = 0
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
      process.on(signal, () => {
        // Terminal and npm may both pass on the same Ctrl-C.
        if (asked && signal === 'SIGINT' && Date.now() - asked > 1_000) process.exit(130)
        asked ||= Date.now()
        resolve()
      })
    }
  })
}

await runMain(async () => {
  const began = Date.now()
  checkNode()
  loadDotEnv(ROOT)
  const mode = readMode()
  await ensureInstalled(ROOT)
  await ensureWeb()
  const cli = await ensureBundle('cli')
  const worker = await ensureBundle('worker')
  if (mode === 'production') await prepareProduction(process.env)

  let stopping = false
  const stop = awaitStop().then(() => (stopping = true))
  const instance = await openInstance(ROOT)
  try {
    const { serve } = await import('./server.mjs')
    const env = { ...process.env, ...instance.env }
    await runCli(cli, env, mode === 'demo' ? ['demo', 'ensure'] : ['prepare'])
    const app = await serve({ root: ROOT, mode, env, publicUrl: process.env.SUIVI_URL })
    if (mode === 'demo') noteServed(env.SUIVI_STATE_DIR, app.address)
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    console.log(`Suivi is ready at ${app.address} (${mode}, ${seconds} s). Ctrl-C stops it.`)
    const hint = mode === 'demo' ? ['demo', 'sign-ins'] : ['setup-code', '--if-empty']
    await runCli(cli, { ...env, SUIVI_URL: app.address }, hint).catch((error) => {
      if (!stopping) throw error // a signal ends the child too; we still let requests finish
    })
    instance.watch((same) =>
      say(
        same
          ? 'The database had died; it runs again.'
          : 'The database had died and its port is taken: start again.',
      ),
    )
    const housekeeping = startHousekeeping(listSteps({ worker, cli, env }))
    await stop
    say('Stopping …')
    await Promise.all([app.stop(), housekeeping.stop()])
  } finally {
    await instance.release()
  }
})
