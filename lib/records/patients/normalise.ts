import { pinyin } from 'pinyin-pro'

export type TokenKind = 'name' | 'pinyin' | 'initials' | 'phone' | 'id_number' | 'hospital_number'

/** The one form under which a value is looked for, whatever way it was typed; '' when nothing is left. */
export function normalise(kind: TokenKind, text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  switch (kind) {
    case 'phone':
      return plain.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')
    case 'name':
    case 'pinyin':
      return plain.replace(/[\s·.'-]+/g, '')
    default:
      return plain.replace(/\s+/g, '')
  }
}

/** Full pinyin and initials of a name; a Latin name is its own letters. */
export function spellName(name: string): { full: string; initials: string } {
  const words = pinyin(name.normalize('NFKC').trim(), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
    v: true,
  })
    .flatMap((word) => word.toLowerCase().split(/[\s·.'-]+/))
    .filter((word) => word !== '')
  return { full: words.join(''), initials: words.map((word) => word[0] ?? '').join('') }
}
