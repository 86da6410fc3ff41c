/** A strict reader of the XML that figures and extracts write: throws on anything that is not well formed. */
export interface XmlElement {
  readonly tag: string
  readonly attributes: Record<string, string>
  readonly children: (XmlElement | string)[]
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#9': '\t', '#10': '\n', '#13': '\r' },
}

function unescape(text: string): string {
  if (/[<\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text)) {
    throw new Error(`forbidden sign in ${JSON.stringify(text)}`)
  }
  return text.replace(/&([^;]{0,6};?)/g, (whole, name: string) => {
    const value = NAMED[name.replace(/;$/, '')]
    if (value === undefined || !name.endsWith(';')) throw new Error(`bad reference ${whole}`)
    return value
  })
}

export function parseXml(source: string): XmlElement {
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd()
  const root: XmlElement = { tag: '', attributes: {}, children: [] }
  const open: XmlElement[] = [root]
  let at = 0
  for (const match of body.matchAll(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi)) {
    const [whole, closing, tag = '', attributes = '', empty] = match
    const parent = open.at(-1)
    if (!parent) throw new Error('content after the root')
    const text = body.slice(at, match.index)
    if (text !== '') parent.children.push(unescape(text))
    at = match.index + whole.length
    if (closing) {
      if (parent.tag !== tag) throw new Error(`</${tag}> closes <${parent.tag}>`)
      open.pop()
      continue
    }
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, unescape(value)] as const,
    )
    if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
      throw new Error(`<${tag}> repeats an attribute`)
    const element = { tag, attributes: Object.fromEntries(pairs), children: [] }
    parent.children.push(element)
    if (!empty) open.push(element)
  }
  if (at !== body.length || open.length !== 1 || root.children.length !== 1)
    throw new Error('not one closed root')
  return root.children[0] as XmlElement
}
