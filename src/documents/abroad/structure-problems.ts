import { childrenOf, type Element, elementAt, elementsOf, textAt } from '../camt/elements.ts'
import { ANY_TEXT, FIRST_NAMESPACE, NAMESPACES, SEQUENCES, type Sequence, TEXTS } from './structure.ts'

const MOST = 100

/**
 * Where a file is not as the published schema and its user guide have it, the first hundred with their lines: elements,
 * their order and their texts, names that are given twice, and what is new in a message of corrections or corrected in one
 * of new statements. It takes the place of the XSD, which is a file of others and may not be at hand.
 */
export function structureProblems(bytes: Uint8Array): string[] {
  const read = elementsOf(bytes)
  if (!('root' in read)) return [`Line ${read.line}: ${read.message}`]
  const { root } = read
  const problems = [...broken(root, ''), ...guideProblems(root)]
  return problems.slice(0, MOST).map(({ line, what }) => `Line ${line}: ${what}`)
}

/** The sequences, made once. */
const PATTERNS: ReadonlyMap<Sequence, RegExp> = new Map(
  Object.values(SEQUENCES).map(sequence => [sequence, patternOf(sequence)]),
)

type Broken = { line: number; what: string }

function broken(element: Element, around: string): Broken[] {
  const { name, namespace, line, text, children } = element
  const found: Broken[] = []
  const own = NAMESPACES[around] ?? FIRST_NAMESPACE
  if (namespace !== own)
    found.push({ line, what: `${name} is of ${namespace || 'no schema'}, not of ${own}` })
  const sequence = SEQUENCES[`${around}/${name}`] ?? SEQUENCES[name]
  if (sequence === undefined) {
    if (children.length > 0) found.push({ line, what: `${name} has elements in it, and should have a text` })
    if (!(TEXTS[name] ?? ANY_TEXT).test(text)) found.push({ line, what: `${name} cannot be "${text}"` })
  } else if (!PATTERNS.get(sequence)?.test(children.map(child => `${child.name} `).join(''))) {
    found.push({ line, what: `${name} has ${namesOf(children)}, and should have ${sequence}` })
  }
  return [...found, ...children.flatMap(child => broken(child, name))]
}

const namesOf = (children: readonly Element[]) => children.map(child => child.name).join(' ') || 'nothing'

/** A sequence as an expression over the names of children, each with a space behind it. */
function patternOf(sequence: Sequence): RegExp {
  const choices = sequence
    .split(' | ')
    .map(choice => choice.replaceAll(/(\w+)([?*+]?)( |$)/g, (_, name, often) => `(?:${name} )${often}`))
  return new RegExp(`^(?:${choices.join('|')})$`)
}

/** What each indicator of a message lets stand in it: statements that are new, or corrections and deletions. */
const ACTIONS: Readonly<Record<string, RegExp>> = { CRS701: /^OECD1?1$/, CRS702: /^OECD1?[23]$/ }

function guideProblems(root: Element): Broken[] {
  const indicator = textAt(root, 'MessageSpec', 'MessageTypeIndic') ?? ''
  const bodies = childrenOf(root, 'CrsBody')
  const accounts = bodies.flatMap(body =>
    childrenOf(body, 'ReportingGroup').flatMap(group => childrenOf(group, 'AccountReport')),
  )
  const payers = bodies.flatMap(body => childrenOf(body, 'ReportingFI'))
  return [
    ...accounts
      .filter(account => !ACTIONS[indicator]?.test(textAt(account, 'DocSpec', 'DocTypeIndic') ?? ''))
      .map(({ line }) => ({ line, what: `what it does with the account does not fit ${indicator}` })),
    ...[...payers, ...accounts].flatMap(linkProblems),
    ...twice([...payers, ...accounts]),
  ]
}

/** A correction names what it corrects, and nothing else does. */
function linkProblems(document: Element): Broken[] {
  const action = textAt(document, 'DocSpec', 'DocTypeIndic') ?? ''
  const names = elementAt(document, 'DocSpec', 'CorrDocRefId') !== undefined
  if (/[23]$/.test(action) === names) return []
  return [{ line: document.line, what: `${action} ${names ? 'names' : 'does not name'} what it corrects` }]
}

function twice(documents: readonly Element[]): Broken[] {
  const seen = new Set<string>()
  return documents.flatMap(document => {
    const ref = textAt(document, 'DocSpec', 'DocRefId') ?? ''
    if (!seen.has(ref)) {
      seen.add(ref)
      return []
    }
    return [{ line: document.line, what: `${ref} names two documents` }]
  })
}
