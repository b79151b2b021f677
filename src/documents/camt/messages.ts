import type { Problem, Problems } from './bank-file.ts'
import { type Element, elementAt, elementsOf, textAt } from './elements.ts'
import { type Notes, shown } from './figures.ts'

const MEGABYTE = 2 ** 20
/** A year of a busy account; a larger file would keep the process from other work for seconds. */
const MOST_MEGABYTES = 20
const MOST_PROBLEMS = 100

/** A message definition of ISO 20022 ("camt.053"), the versions that are read, and the element that holds it. */
export type MessageKind = { name: string; versions: readonly string[]; holder: string }

/**
 * Reads the one message in a file: its id, what `read` makes of it, and whatever is wrong, each with its line. It never
 * throws over what a file says. `read` gets nothing where the file holds no such message. Files of more than 20 MB are
 * not read.
 */
export function readMessage<T>(
  bytes: Uint8Array,
  kind: MessageKind,
  read: (message: Element | undefined, notes: Notes) => T,
): { messageId: string | null; said: T; problems: Problems } {
  const problems: Problem[] = []
  const notes: Notes = { add: (line, message) => problems.push({ line, message }) }
  const root = bytes.length > MOST_MEGABYTES * MEGABYTE ? tooLarge(bytes) : elementsOf(bytes)
  if (!('root' in root)) problems.push(root)
  const message = 'root' in root ? messageIn(root.root, kind, notes) : undefined
  const messageId = textAt(message, 'GrpHdr', 'MsgId')
  const said = read(message, notes)
  if (message !== undefined && messageId === null) notes.add(message.line, 'the message has no id (MsgId)')
  return { messageId, said, problems: byLine(problems) }
}

function tooLarge({ length }: Uint8Array): Problem {
  const size = (length / MEGABYTE).toFixed(1)
  return { line: 1, message: `the file has ${size} MB, and at most ${MOST_MEGABYTES} MB are read` }
}

const DEFINITION = /^urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})\.001\.(\d\d)$/

function messageIn(root: Element, { name, versions, holder }: MessageKind, notes: Notes) {
  const [, definition, version = ''] = DEFINITION.exec(root.namespace) ?? []
  const message = elementAt(root, holder)
  if (definition === name && versions.includes(version) && message !== undefined) return message
  const known = versions.map((each, index) => (index === 0 ? `${name}.001.${each}` : `.${each}`))
  const expected = [known.slice(0, -1).join(', '), ...known.slice(-1)].filter(each => each !== '')
  notes.add(root.line, `expected ${expected.join(' or ')}, found ${shown(root.namespace || root.name)}`)
  return undefined
}

function byLine(problems: readonly Problem[]): Problems {
  const sorted = problems.toSorted((a, b) => a.line - b.line)
  return { first: sorted.slice(0, MOST_PROBLEMS), count: sorted.length }
}
