import { defineConfig } from 'prisma/config'

// Only `prisma generate` is ever run, and it works without the engine that Prisma would download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= `${import.meta.dirname}/bin/no-engine.mjs`

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
