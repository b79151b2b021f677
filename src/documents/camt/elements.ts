import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlParseError, XmlText } from 'libxml2-wasm'

/** An element of a file as plain data; texts without the spaces around them, and without control characters. */
export type Element = {
  name: string
  namespace: string
  /** Where its start tag ends; the first line is 1. */
  line: number
  text: string
  /** The attribute that amounts carry. */
  currency: string | null
  children: Element[]
}

/**
 * Nothing outside the file is ever read: no entity, no DTD, no network. Without XML_PARSE_HUGE libxml2 also stops at
 * 256 levels and at texts of 10 MB.
 */
const OPTIONS = [
  ParseOption.XML_PARSE_NO_XXE,
  ParseOption.XML_PARSE_NONET,
  ParseOption.XML_PARSE_NO_SYS_CATALOG,
  ParseOption.XML_PARSE_NOCDATA,
  ParseOption.XML_PARSE_BIG_LINES,
].reduce((all, option) => all | option, 0)

/** Reads XML, or says why it is none and on which line. */
export function elementsOf(bytes: Uint8Array): { root: Element } | { line: number; message: string } {
  let document: XmlDocument
  try {
    document = XmlDocument.fromBuffer(bytes, { option: OPTIONS })
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error
    const [first] = error.details
    return { line: first?.line ?? 1, message: `the file is no XML: ${(first?.message ?? '').trim()}` }
  }
  try {
    if (document.dtd !== null) {
      return { line: 1, message: 'the file declares a document type: a bank report has none' }
    }
    return { root: elementOf(document.root, { line: 1 }) }
  } finally {
    document.dispose()
  }
}

/** The parser counts to here; further on the lines in the texts that were passed are counted. */
const LAST_COUNTED = 65_535

function elementOf(node: XmlElement, passed: { line: number }): Element {
  // In the upper half of the number the parser keeps something else.
  const counted = node.line & LAST_COUNTED
  if (counted < LAST_COUNTED) passed.line = counted
  const { line } = passed
  const children: Element[] = []
  let text = ''
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) children.push(elementOf(child, passed))
    else {
      const { content } = child
      passed.line += content.split('\n').length - 1
      // What stands in a comment or is meant for a program is no text.
      if (child instanceof XmlText || child instanceof XmlCData) text += content
    }
  }
  const currency = node.attr('Ccy')?.value ?? null
  return { name: node.name, namespace: node.namespaceUri, line, text: plain(text), currency, children }
}

const plain = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** The elements of this name right below. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter(child => child.name === name) ?? []
}

/** The first element along a path of names. */
export function elementAt(element: Element | undefined, ...path: string[]): Element | undefined {
  let found = element
  for (const name of path) found = found?.children.find(child => child.name === name)
  return found
}

/** The text of the first element along a path; null where it has none. */
export function textAt(element: Element | undefined, ...path: string[]): string | null {
  return elementAt(element, ...path)?.text || null
}
