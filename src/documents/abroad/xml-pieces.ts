/** An element with its prefix: a text or elements in it, and its attributes. */
export type Element = readonly [
  name: string,
  content: string | readonly Element[],
  attributes?: Readonly<Record<string, string>>,
]

/** Longest text of nearly every element of the standard. */
const LONGEST = 200

/** What the user guide forbids in a text, whatever XML thinks of it: the beginnings of commands of a database. */
const FORBIDDEN = /--+|\/\*|&#/g

/** Not allowed in XML, or a space to it. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu

/** A text as it can stand in a file: on one line, without what is forbidden, and cut where it is too long. */
export function allowedText(text: string): string {
  const plain = text.normalize('NFC').replaceAll(CONTROL, ' ').replaceAll(FORBIDDEN, '-').trim()
  return [...plain].slice(0, LONGEST).join('').trim()
}

/** One element after the other, each on a line of its own, so that what a reader says of a line can be found. */
export function xmlPiece(element: Element): string {
  const [name, content, attributes = {}] = element
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const opening = `<${name}${given.join('')}>`
  return typeof content === 'string'
    ? `${opening}${escaped(content)}</${name}>\n`
    : `${opening}\n${content.map(xmlPiece).join('')}</${name}>\n`
}

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, sign => NAMES[sign] ?? sign)
