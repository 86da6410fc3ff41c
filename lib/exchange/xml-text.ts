/** What XML 1.0 has no room for: most control characters and halves of a surrogate pair. */
const UNWRITABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>

/** A text as content or in double quotes, every line and tab kept; a character that XML forbids becomes U+FFFD. */
export function toText(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\n\r\t]/g, (one) => REFERENCES[one] ?? one)
}

/** An element; attributes that are undefined are left out. `inside` is XML already. */
export function element(
  name: string,
  attributes: XmlAttributes,
  inside: string | readonly string[] = '',
): string {
  const content = typeof inside === 'string' ? inside : inside.join('')
  return content === ''
    ? `${openTag(name, attributes, '/')}`
    : `${openTag(name, attributes)}${content}</${name}>`
}

export function openTag(name: string, attributes: XmlAttributes, close: '' | '/' = ''): string {
  const told = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${toText(String(value))}"`],
  )
  return `<${name}${told.join('')}${close}>`
}
