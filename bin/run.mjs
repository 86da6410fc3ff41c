// `npm run cli -- …`, `npm run oracle -- …`: builds that one program when it is stale and runs it.
import { checkNode, ensureInstalled } from './install.mjs'
import { ensureBundle, listBundles, ROOT } from './build.mjs'
import { loadDotEnv, openInstance } from './instance.mjs'
import { Refusal, runCommand, runMain } from './step.mjs'

const NEEDS_DATABASE = ['cli', 'worker']

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2)
  checkNode()
  if (!name || !listBundles().includes(name)) {
    throw new Refusal(`There is no program "${name ?? ''}". There are: ${listBundles().join(', ')}.`)
  }
  await ensureInstalled(ROOT)
  const bundle = await ensureBundle(name)
  loadDotEnv(ROOT)
  const current = args[0] !== 'restore'
  const instance = NEEDS_DATABASE.includes(name) ? await openInstance(ROOT, { current }) : undefined
  try {
    const env = { ...process.env, ...instance?.env }
    return await runCommand(process.execPath, ['--enable-source-maps', bundle, ...args], {
      env,
      stdio: 'inherit',
    })
  } finally {
    await instance?.release()
  }
})
