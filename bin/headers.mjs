// What every request and answer carries, decided in one place.

const FORWARDING = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]
// Names by which Next's own parts speak to each other; nobody outside has any business with them.
const INTERNAL = /^x-(middleware|invoke|matched-path|now-route|vercel|prerender)/

export function writePolicy(nonce, secure) {
  return [
    `default-src 'self'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** Address of the client as seen by the outermost of `hops` proxies that we trust; without any, the peer's own. */
export function findClient(forwarded, peer, hops) {
  const seen = [...String(forwarded ?? '').split(','), peer].map((part) => part.trim()).filter(Boolean)
  return seen[Math.max(0, seen.length - 1 - hops)] ?? peer
}

/** Makes the request say only what we know: client, public address and the nonce for its scripts. */
export function dressRequest(req, { nonce, publicUrl, trustedHops }) {
  const client = findClient(req.headers['x-forwarded-for'], req.socket.remoteAddress ?? '', trustedHops)
  for (const name of Object.keys(req.headers)) {
    if (FORWARDING.includes(name) || INTERNAL.test(name)) delete req.headers[name]
  }
  req.headers['x-forwarded-for'] = client
  req.headers['x-forwarded-host'] = publicUrl.host
  req.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1)
  req.headers['x-nonce'] = nonce
  req.headers['content-security-policy'] = writePolicy(nonce, publicUrl.protocol === 'https:')
}

export function dressResponse(res, { nonce, publicUrl, path }) {
  const secure = publicUrl.protocol === 'https:'
  res.setHeader('Content-Security-Policy', writePolicy(nonce, secure))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('X-Frame-Options', 'DENY')
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  res.setHeader('X-Robots-Tag', 'noindex, nofollow')
  if (secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  if (!path.startsWith('/_next/static/')) res.setHeader('Cache-Control', 'no-store')
}
