import { decimalsOf } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import { accountPath } from './account-path.ts'
import type { JournalAccount, JournalItem, JournalPosting } from './journal-item.ts'

/**
 * A journal as hledger and ledger both read it, line by line: every commodity and account is declared, amounts have the
 * decimals of their currency, and a transaction that moves nothing asserts the balances of each month's end. So
 * `hledger check --strict ordereddates` and `ledger --pedantic` accept it. Holds one item at a time.
 */
export async function* writeLedger(items: AsyncIterable<JournalItem>): AsyncGenerator<string> {
  yield '; The books by day. Positive amounts are debits. Accounts are named by number, kind and ids.\n'
  let before = ''
  for await (const item of items) {
    const head = headOf(item)
    if (head !== before) yield `${head}${lineOf(item)}`
    else yield lineOf(item)
    before = head
  }
}

/** What stands above an item unless it stood above the one before. */
function headOf(item: JournalItem): string {
  switch (item.item) {
    case 'currency':
    case 'account':
      return '\n'
    case 'posting':
      return `\n${item.day} * (${item.entryId}) ${titleOf(item)}\n`
    case 'balance':
      return `\n${item.day} * Balances at the end of ${item.day}\n`
  }
}

/** The kind of fact and its id; no payee, for nobody is named. */
const titleOf = ({ what, factId }: JournalPosting) => `${what} ${factId}`

function lineOf(item: JournalItem): string {
  switch (item.item) {
    case 'currency': {
      const decimals = decimalsOf(item.currency)
      // Ledger cannot read a sample that ends in its mark, and hledger none without one: whole amounts need no sample.
      const sample = `    format 1000.${'0'.repeat(decimals)} ${item.currency}\n`
      return `commodity ${item.currency}\n${decimals === 0 ? '' : sample}`
    }
    case 'account':
      return `account ${accountPath(item.account)}\n`
    case 'posting':
      return `    ${accountPath(item.account)}  ${amountOf(item.account, item.amount)}\n`
    case 'balance': {
      const nothing = amountOf(item.account, 0n)
      return `    ${accountPath(item.account)}  ${nothing} = ${amountOf(item.account, item.amount)}\n`
    }
  }
}

const amountOf = ({ currency }: JournalAccount, minor: bigint) =>
  `${formatAmount(minor, currency)} ${currency}`
