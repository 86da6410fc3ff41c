// Next reads this file as CommonJS.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const createNextIntlPlugin = require('next-intl/plugin')

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules stay outside the bundle.
  serverExternalPackages: ['pg', '@node-rs/argon2', '@prisma/client', '@prisma/adapter-pg'],
  // Types and lint are gates of `npm run validate`; a start must not depend on developers' tools.
  typescript: { ignoreBuildErrors: true },
  // A lock file in a directory above is not ours.
  turbopack: { root: __dirname },
}

module.exports = createNextIntlPlugin('./app/i18n.ts')(config)
