import { formatAmount } from '../../domain/money/money.ts'
import { accountPath } from './account-path.ts'
import type { JournalItem } from './journal-item.ts'

/**
 * A journal as beancount reads it, line by line: every commodity and account is opened with its currency, and balances are
 * asserted after each month's end. Holds one item at a time.
 */
export async function* writeBeancount(items: AsyncIterable<JournalItem>): AsyncGenerator<string> {
  yield 'option "title" "The books"\n'
  let before = ''
  for await (const item of items) {
    const head = headOf(item)
    if (head !== before) yield `${head}${lineOf(item)}`
    else yield lineOf(item)
    before = head
  }
}

function headOf(item: JournalItem): string {
  // The id of the fact is a link: all entries about it are found by it.
  return item.item === 'posting'
    ? `\n${item.day} * "${item.what}" ^${item.factId}\n  entry: "${item.entryId}"\n`
    : '\n'
}

function lineOf(item: JournalItem): string {
  switch (item.item) {
    case 'currency':
      return `option "operating_currency" "${item.currency}"\n${item.since} commodity ${item.currency}\n`
    case 'account':
      return `${item.since} open ${accountPath(item.account)} ${item.account.currency}\n`
    case 'posting': {
      const { account, amount } = item
      return `  ${accountPath(account)}  ${formatAmount(amount, account.currency)} ${account.currency}\n`
    }
    case 'balance': {
      const { account, amount } = item
      // The balance of a day is that of its first instant. Without "~ 0" a whole cent would be let pass.
      const text = `${formatAmount(amount, account.currency)} ~ 0 ${account.currency}`
      return `${dayAfter(item.day)} balance ${accountPath(account)}  ${text}\n`
    }
  }
}

function dayAfter(day: string): string {
  const midnight = new Date(`${day}T00:00:00Z`)
  midnight.setUTCDate(midnight.getUTCDate() + 1)
  return midnight.toISOString().slice(0, 10)
}
