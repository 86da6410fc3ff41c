#!/usr/bin/env node
// Stands where Prisma's downloaded engine would be: `prisma generate` only looks whether the file exists.
// Everything else that would run it must fail, not silently do nothing.
process.stderr.write('Prisma has no schema engine here. Migrations are applied by: npm run cli -- migrate\n')
process.exit(1)
