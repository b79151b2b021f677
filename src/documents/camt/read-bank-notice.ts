import type { BankNoticeFileReading, BankNoticeReading } from './bank-file.ts'
import { childrenOf, type Element, elementAt, textAt } from './elements.ts'
import { currencyIn, type Notes } from './figures.ts'
import { type MessageKind, readMessage } from './messages.ts'
import { movementsOf } from './movements.ts'

const NOTICE: MessageKind = {
  name: 'camt.054',
  versions: ['02', '04', '08'],
  holder: 'BkToCstmrDbtCdtNtfctn',
}

/**
 * Reads a camt.054 file (ISO 20022, versions .001.02, .04 and .08), by which a bank tells of single debits and credits
 * before its report does: the notices in it that hold entries, and whatever is wrong, each with its line. A movement has
 * the name here that it has in the report, where the bank itself names it. It never throws over what a file says. Files
 * of more than 20 MB are not read.
 */
export function readBankNotice(bytes: Uint8Array): BankNoticeFileReading {
  const { messageId, said, problems } = readMessage(bytes, NOTICE, readNotices)
  return { messageId, notices: said, problems }
}

function readNotices(message: Element | undefined, notes: Notes): BankNoticeReading[] {
  const notices = childrenOf(message, 'Ntfctn')
  if (message !== undefined && notices.length === 0) {
    notes.add(message.line, 'the message holds no notice (Ntfctn)')
  }
  return notices.flatMap(each => readNotice(each, notes) ?? [])
}

/** Sums alone tell of no movement. */
function readNotice(notice: Element, notes: Notes): BankNoticeReading | null {
  const noticeId = textAt(notice, 'Id')
  const account = textAt(notice, 'Acct', 'Id', 'IBAN') ?? textAt(notice, 'Acct', 'Id', 'Othr', 'Id')
  if (account === null) notes.add(notice.line, 'the notice says no account (Acct/Id)')
  if (noticeId === null) notes.add(notice.line, 'the notice has no id (Ntfctn/Id)')
  const first = elementAt(notice, 'Ntry')
  if (account === null || noticeId === null || first === undefined) return null
  const code = elementAt(notice, 'Acct', 'Ccy')
  const amount = elementAt(first, 'Amt')
  const currency = currencyIn(code?.text ?? amount?.currency ?? null, (code ?? amount ?? first).line, notes)
  if (currency === null) return null
  return {
    line: notice.line,
    noticeId,
    account: account.replaceAll(' ', '').toUpperCase(),
    currency,
    ...movementsOf(notice, { reportId: noticeId, currency }, notes),
  }
}
