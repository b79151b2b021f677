import { createHash } from 'node:crypto'
import type { Currency } from '../../domain/money/currency.ts'
import type { BankMovement, Reason } from './bank-file.ts'
import { childrenOf, type Element, elementAt, textAt } from './elements.ts'
import { dayIn, money, type Notes, shown, signedAmount, unsignedAmount } from './figures.ts'

/** What is read of a report before its entries. */
export type Head = { reportId: string; currency: Currency }

/** How many entries there are and how many of them are announced only, and what the booked ones moved. */
export type Movements = { entries: number; pending: number; movements: BankMovement[] }

/** The movements of the booked entries of a report, in the order of the file. */
export function movementsOf(report: Element, head: Head, notes: Notes): Movements {
  const entries = childrenOf(report, 'Ntry')
  const nameOf = namesOnce()
  let pending = 0
  const movements = entries.flatMap((entry, index) => {
    const booked = isBooked(entry, notes)
    if (booked === false) pending++
    if (!booked) return []
    return readEntry(entry, nameFor(entry, index + 1, head.reportId), { ...head, notes, nameOf })
  })
  return { entries: entries.length, pending, movements }
}

/** As .02 and .04 write the state of an entry, or as .08 does. Null and a problem where it is none we know. */
function isBooked(entry: Element, notes: Notes): boolean | null {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
  if (status === 'BOOK') return true
  if (['PDNG', 'INFO', 'FUTR'].includes(status ?? '')) return false
  notes.add(entry.line, `expected BOOK, PDNG, INFO or FUTR as its state, found ${shown(status)}`)
  return null
}

/** What banks write where they have no reference. */
const NO_REFERENCE = new Set(['NONREF', 'NOTPROVIDED'])

/** How the bank itself names an entry, or null; and how it is named among those of the report. */
type Name = { own: boolean; name: string }
type NameOf = (side: string | null, wanted: string) => string

/**
 * Names an entry by the bank's reference, which is the same in each file; else by the reference within the report; else
 * by the place.
 */
function nameFor(entry: Element, place: number, reportId: string): Name {
  const [own, within] = ['AcctSvcrRef', 'NtryRef'].map(name => {
    const text = textAt(entry, name)
    return text === null || NO_REFERENCE.has(text) ? null : text
  })
  return own == null ? { own: false, name: `${reportId}/${within ?? place}` } : { own: true, name: own }
}

/**
 * No two movements of a report on one side have the same name: who would have that of one above gets another. What the
 * bank takes back may carry the reference of what it had booked.
 */
function namesOnce(): NameOf {
  const taken = new Set<string>()
  return (side, wanted) => {
    let name = wanted
    for (let times = 2; taken.has(`${side} ${name}`); times++) name = `${wanted}#${times}`
    taken.add(`${side} ${name}`)
    return name
  }
}

type Reader = Head & { notes: Notes; nameOf: NameOf }

/** As XML Schema writes it. */
const isTrue = (text: string | null) => text === 'true' || text === '1'

function readEntry(entry: Element, named: Name, reader: Reader): BankMovement[] {
  const { currency, notes, nameOf } = reader
  const total = signedAmount(entry, notes)
  const booked = dayIn(elementAt(entry, 'BookgDt'), notes)
  const value = dayIn(elementAt(entry, 'ValDt'), notes)
  const bookedOn = booked ?? value
  // A day that was guessed would be another one in each file, and the same entry other money.
  if (bookedOn === null) notes.add(entry.line, 'a booked entry says no day that can be read (BookgDt)')
  if (total === null || bookedOn === null) return []
  if (total.currency !== currency) {
    notes.add(total.line, `the entry is in ${total.currency}, and the report in ${currency}`)
    return []
  }
  const details = childrenOf(entry, 'NtryDtls').flatMap(each => childrenOf(each, 'TxDtls'))
  const parts = details.length > 1 ? partsOf(entry, details, { ...reader, total: total.amount }) : null
  if (details.length > 1 && parts === null) return []
  const shared = { bookedOn, valueOn: value ?? bookedOn, reversal: isTrue(textAt(entry, 'RvslInd')) }
  return (details.length > 1 ? details : [details[0]]).map((detail, index) => {
    const amount = parts?.[index] ?? total.amount
    // The first part has the name of the whole: should another file not divide it, the amounts differ and it is told.
    const wanted = index === 0 ? named.name : `${named.name}/${index + 1}`
    const reference = nameOf(textAt(entry, 'CdtDbtInd'), wanted)
    const inReport = reference.startsWith(`${reader.reportId}/`)
      ? reference
      : `${reader.reportId}/${reference}`
    return {
      line: (detail ?? entry).line,
      reference: fitting(reference),
      referenceInReport: fitting(inReport),
      namedByBank: named.own,
      amount,
      ...shared,
      code: codeOf(detail) ?? codeOf(entry),
      ...saidOf(detail, entry),
      orderedIn: orderOf(detail, entry),
      returned: returnOf(detail, entry),
      // When a movement is taken back, the parties keep the roles they had in it.
      party: partyOf(detail, amount > 0n !== shared.reversal ? 'Dbtr' : 'Cdtr'),
    }
  })
}

/**
 * The amounts of the transactions of a batch, which must add up to its entry; null and a problem where they do not.
 * Versions .04 and .08 write the amount of a transaction; .02, and some banks, the amount that was instructed.
 */
function partsOf(
  entry: Element,
  details: readonly Element[],
  { currency, notes, total }: Reader & { total: bigint },
): bigint[] | null {
  const parts: bigint[] = []
  for (const detail of details) {
    const written = elementAt(detail, 'Amt') ?? elementAt(detail, 'AmtDtls', 'TxAmt', 'Amt')
    if (written?.currency !== currency) {
      const found = written === undefined ? 'has no amount' : `is in ${shown(written.currency)}`
      notes.add(detail.line, `a transaction of a batch ${found}: expected one in ${currency}`)
      return null
    }
    const amount = unsignedAmount(written.text, written.line, { currency, notes })
    if (amount === null) return null
    const side = textAt(detail, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd')
    parts.push(side === 'DBIT' ? -amount : amount)
  }
  const sum = parts.reduce((all, part) => all + part, 0n)
  if (sum === total) return parts
  const [parted, whole] = [money(sum, currency), money(total, currency)]
  notes.add(
    entry.line,
    `the ${details.length} transactions of the batch add up to ${parted}, not to ${whole}`,
  )
  return null
}

function codeOf(element: Element | undefined): string | null {
  const domain = elementAt(element, 'BkTxCd', 'Domn')
  const family = elementAt(domain, 'Fmly')
  const codes = [textAt(domain, 'Cd'), textAt(family, 'Cd'), textAt(family, 'SubFmlyCd')]
  const known = codes.filter(code => code !== null)
  return known.length > 0 ? known.join('-') : textAt(element, 'BkTxCd', 'Prtry', 'Cd')
}

/** What a movement says it is for. */
function saidOf(detail: Element | undefined, entry: Element) {
  const remittance = elementAt(detail, 'RmtInf')
  const texts = childrenOf(remittance, 'Ustrd').map(each => each.text)
  return {
    endToEndId: providedAt(detail, 'Refs', 'EndToEndId'),
    references: childrenOf(remittance, 'Strd').flatMap(each => textAt(each, 'CdtrRefInf', 'Ref') ?? []),
    text: texts.join(' ') || (textAt(detail, 'AddtlTxInf') ?? textAt(entry, 'AddtlNtryInf') ?? ''),
  }
}

/** A text that is not the word for there being none. */
function providedAt(element: Element | undefined, ...path: string[]): string | null {
  const text = textAt(element, ...path)
  return text === null || NO_REFERENCE.has(text) ? null : text
}

/** An entry may stand for a whole payment file, and then only says which; with several in it, that of each is not known. */
function orderOf(detail: Element | undefined, entry: Element): BankMovement['orderedIn'] {
  const batches = childrenOf(entry, 'NtryDtls').flatMap(each => childrenOf(each, 'Btch'))
  const batch = batches.length === 1 ? batches[0] : undefined
  const idAt = (name: string) => providedAt(detail, 'Refs', name) ?? providedAt(batch, name)
  return { messageId: idAt('MsgId'), paymentId: idAt('PmtInfId') }
}

/** What banks call money sent back (ISO 20022, bank transaction codes), also where they give no reason. */
const SENT_BACK = /-RRTN$/

function returnOf(detail: Element | undefined, entry: Element): Reason | null {
  const said = elementAt(detail, 'RtrInf')
  if (said !== undefined) return reasonOf(said)
  return SENT_BACK.test(codeOf(detail) ?? codeOf(entry) ?? '') ? { code: null, text: '' } : null
}

/** The reason in an element that gives one: its code, or the bank's own, and all of its words. */
export function reasonOf(element: Element): Reason {
  const words = childrenOf(element, 'AddtlInf').map(each => each.text)
  return {
    code: textAt(element, 'Rsn', 'Cd') ?? textAt(element, 'Rsn', 'Prtry'),
    text: words.filter(each => each !== '').join(' '),
  }
}

/** Version .08 writes parties one level deeper. */
function partyOf(detail: Element | undefined, role: 'Dbtr' | 'Cdtr'): BankMovement['party'] {
  const parties = elementAt(detail, 'RltdPties')
  return {
    name: textAt(parties, role, 'Pty', 'Nm') ?? textAt(parties, role, 'Nm'),
    iban: textAt(parties, `${role}Acct`, 'Id', 'IBAN'),
  }
}

const LONGEST_REFERENCE = 70
const KEPT = 53

/** A name that is too long is cut, and ends in the hash of the whole: the same one each time. */
function fitting(name: string): string {
  if (name.length <= LONGEST_REFERENCE) return name
  return `${name.slice(0, KEPT)}~${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}
