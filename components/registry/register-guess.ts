/** A name alone does not tell two people apart, nor find one who comes back. */
export function isNameOnly(identity: Readonly<Record<string, unknown>>): boolean {
  const has = (field: string) => String(identity[field] ?? '').trim() !== ''
  return has('name') && !['birthDate', 'phone', 'idNumber', 'hospitalNumber'].some(has)
}

/** What was looked for, put into the field it would be registered in. */
export function guessIdentity(query: string): { name?: string; phone?: string; idNumber?: string } {
  const plain = query.normalize('NFKC').trim()
  const bare = plain.replace(/[\s-]/g, '')
  if (/^(\d{15}|\d{17}[\dX])$/i.test(bare)) return { idNumber: bare.toUpperCase() }
  if (/^(\+?86)?1\d{10}$/.test(bare)) return { phone: bare }
  // Chinese characters are a name; Latin letters may be initials or pinyin and are left out.
  return /^[\p{Script=Han}·]{2,}$/u.test(plain) ? { name: plain } : {}
}
