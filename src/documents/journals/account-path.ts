import type { JournalAccount } from './journal-item.ts'

/**
 * The name of an account in journals, such as `Liabilities:467200-holder:P-0190…:EUR`: stable and unique, for it is made of
 * what names the account and never changes. It says ids and codes, never what somebody is called. Both grammars take it:
 * parts of letters, digits and dashes that begin with a capital letter or a digit.
 */
export function accountPath({ number, kind, ownerId, scopeId, code, currency }: JournalAccount): string {
  const parts = [rootOf(number, kind), `${number}-${kind}`]
  if (ownerId !== null) parts.push(`P-${ownerId.toUpperCase()}`)
  if (scopeId !== null) parts.push(`S-${scopeId.toUpperCase()}`)
  if (code !== '') parts.push(`C-${plain(code)}`)
  return [...parts, currency].join(':')
}

/** Kinds of class 4 of the plan comptable général that are usually a debit: third parties who owe us. */
const OWED_TO_US = new Set(['411000', '467600', '478000'])

/** The roots that programs for plain-text accounting know, by the class of an account in the plan comptable général. */
const ROOTS: Record<string, string> = Object.fromEntries(
  '1 Equity 4 Liabilities 5 Assets 6 Expenses 7 Income 8 Equity'
    .split(/ (?=\d)/)
    .map(pair => pair.split(' ') as [string, string]),
)

function rootOf(number: string, kind: string): string {
  const root = OWED_TO_US.has(number) ? 'Assets' : ROOTS[number.charAt(0)]
  if (root !== undefined) return root
  throw new Error(`The number ${number} of the accounts of kind ${kind} is of no class that journals know`)
}

/** A code in letters and digits; another character becomes a dash and its number, so that no two codes are written alike. */
function plain(code: string): string {
  return code.replaceAll(/[^A-Za-z0-9]/gu, character => `-${(character.codePointAt(0) ?? 0).toString(16)}-`)
}
