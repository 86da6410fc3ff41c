import { describeOtherSite } from '../support/other-site'

// The injected fault: row security is off. The application's own filter is alone now.
describeOtherSite(async (registry) => {
  const tables = await registry.asSuper<{ name: string }>(
    `select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) await registry.asSuper(`alter table "${name}" disable row level security`)
})
