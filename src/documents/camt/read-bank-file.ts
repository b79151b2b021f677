import type { BankFileReading, BankReportReading } from './bank-file.ts'
import { childrenOf, type Element, elementAt, textAt } from './elements.ts'
import { balancesOf, currencyIn, money, type Notes, shown } from './figures.ts'
import { type MessageKind, readMessage } from './messages.ts'
import { movementsOf } from './movements.ts'

/** They differ in where a state and a party's name stand. */
const REPORT: MessageKind = { name: 'camt.053', versions: ['02', '04', '08'], holder: 'BkToCstmrStmt' }

/**
 * Reads a camt.053 file (ISO 20022, versions .001.02, .04 and .08): the reports in it, and whatever is wrong, each
 * with its line. It never throws over what a file says. A report whose booked entries do not lead from its opening to
 * its closing balance is a problem on the line of the closing one. Files of more than 20 MB are not read.
 */
export function readBankFile(bytes: Uint8Array): BankFileReading {
  const { messageId, said, problems } = readMessage(bytes, REPORT, readReports)
  return { messageId, reports: said, problems }
}

function readReports(message: Element | undefined, notes: Notes): BankReportReading[] {
  const reports = childrenOf(message, 'Stmt').flatMap(each => readReport(each, notes) ?? [])
  if (message !== undefined && childrenOf(message, 'Stmt').length === 0) {
    notes.add(message.line, 'the message holds no report (Stmt)')
  }
  refuseTwice(reports, notes)
  return reports
}

function readReport(report: Element, notes: Notes): BankReportReading | null {
  const head = headOf(report, notes)
  if (head === null) return null
  const { reportId, currency } = head
  let unread = false
  const entryNotes: Notes = {
    add(line, message) {
      unread = true
      notes.add(line, message)
    },
  }
  const read: BankReportReading = {
    line: report.line,
    ...head,
    sequence: sequenceOf(report, notes),
    ...movementsOf(report, { reportId, currency }, entryNotes),
  }
  // One entry that cannot be read would be told twice.
  if (!unread) compareSum(read, notes)
  return read
}

/** Which report of which account it is, and between which balances; null and problems where it does not say. */
function headOf(
  report: Element,
  notes: Notes,
): Pick<BankReportReading, 'reportId' | 'account' | 'currency' | 'opening' | 'closing'> | null {
  const balances = balancesOf(report, notes)
  const account = textAt(report, 'Acct', 'Id', 'IBAN') ?? textAt(report, 'Acct', 'Id', 'Othr', 'Id')
  const reportId = textAt(report, 'Id')
  if (account === null) notes.add(report.line, 'the report says no account (Acct/Id)')
  if (reportId === null) notes.add(report.line, 'the report has no id (Stmt/Id)')
  if (balances === null || account === null || reportId === null) return null
  const { opening, closing } = balances
  const code = elementAt(report, 'Acct', 'Ccy')
  const currency = code === undefined ? opening.currency : currencyIn(code.text, code.line, notes)
  if (currency === null) return null
  for (const balance of [opening, closing]) {
    if (balance.currency === currency) continue
    notes.add(balance.line, `the balance is in ${balance.currency}, and the report in ${currency}`)
  }
  if (opening.currency !== currency || closing.currency !== currency) return null
  return { reportId, account: account.replaceAll(' ', '').toUpperCase(), currency, opening, closing }
}

function compareSum({ opening, closing, movements, currency }: BankReportReading, notes: Notes): void {
  const moved = movements.reduce((sum, movement) => sum + movement.amount, 0n)
  const reached = opening.amount + moved
  if (reached === closing.amount) return
  const [from, by, to, is] = [opening.amount, moved, reached, closing.amount].map(each =>
    money(each, currency),
  )
  notes.add(
    closing.line,
    `the opening balance of ${from} and the booked entries of ${by} make ${to}, but the closing balance is ${is}`,
  )
}

function sequenceOf(report: Element, notes: Notes): bigint | null {
  const text = textAt(report, 'ElctrncSeqNb')
  if (text === null) return null
  if (/^\d{1,18}$/.test(text)) return BigInt(text)
  notes.add(report.line, `expected digits as its sequence number, found ${shown(text)}`)
  return null
}

function refuseTwice(reports: readonly BankReportReading[], notes: Notes): void {
  const lines = new Map<string, number>()
  for (const { account, reportId, line } of reports) {
    const key = JSON.stringify([account, reportId])
    const before = lines.get(key)
    if (before !== undefined)
      notes.add(line, `the report ${shown(reportId)} stands on line ${before} already`)
    lines.set(key, line)
  }
}
