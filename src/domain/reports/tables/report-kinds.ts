/**
 * What a cell holds. `money`: minor units of the row's currency in the query, a decimal text outside. `amount`: minor units
 * of another currency and its code in the query ("1234 USD"), a decimal text outside; never summed. `party`: an id of a
 * party, or nothing for the platform. `name`: what it is called. `ratio`: a decimal text.
 */
export type Column = {
  name: string
  holds: 'text' | 'party' | 'name' | 'count' | 'money' | 'amount' | 'day' | 'ratio'
}

const columns = (text: string): Column[] =>
  text
    .trim()
    .split(/\s+/)
    .map(word => {
      const [name = '', holds = 'text'] = word.split(':')
      return { name, holds: holds as Column['holds'] }
    })

const AGES =
  columns(`number account party:party name:name purpose code currency balance:money upTo30Days:money
  upTo60Days:money upTo90Days:money older:money`)

/** The reports that are tables: what each shows, and its columns in order. */
export const REPORTS = {
  trialBalance: {
    what: 'Every account: what lay on it before the first day, what was booked on it since, and what lies on it; positive = debit',
    columns:
      columns(`number account party:party name:name purpose code currency opening:money debit:money credit:money
      balance:money`),
  },
  holderBalances: {
    what: 'What each holder has with us',
    columns: columns('party:party name:name currency balance:money'),
  },
  owedAgeing: {
    what: 'What we owe, by account, and for how many days: what left is taken to be the oldest',
    columns: AGES,
  },
  dueAgeing: {
    what: 'What is owed to us, by account, and for how many days: what was paid is taken to be the oldest',
    columns: AGES,
  },
  owedBack: {
    what: 'What payees owe back, by payee, and for how many days: a balance below zero, or money that was given and taken back',
    columns:
      columns(`party:party name:name account purpose currency balance:money upTo30Days:money upTo60Days:money
      upTo90Days:money older:money`),
  },
  capTable: {
    what: 'Who holds what of each class, which part of all that is held, and what was paid in for it',
    columns: columns(`project projectId class currency party:party name:name shares:count heldRatio:ratio
      paidIn:money`),
  },
  capProgress: {
    what: 'Of each class with a cap: what its holders paid in, the most they may get, what they got, and what is left',
    columns:
      columns(`project projectId class currency times:ratio holders:count atCap:count paidIn:money cap:money
      received:money room:money reachedRatio:ratio`),
  },
  levies: {
    what: 'Tax by month and levy: withheld, given back, and paid to the tax office',
    columns: columns('month code currency withheld:money givenBack:money paid:money open:money'),
  },
  punctuality: {
    what: 'Of each period that a contract asks a report for: when it was due, and when all of it was reported, approved, distributed and paid out',
    columns:
      columns(`project projectId currency periodStart:day periodEnd:day dueOn:day reportedOn:day approvedOn:day
      distributedOn:day paidOn:day daysLate:count revenue:money`),
  },
  fees: {
    what: 'What the platform earns, is charged and bears, posting by posting: commissions, payment costs, write-offs, VAT',
    columns: columns(`day:day entry fact number account purpose currency debit:money credit:money`),
  },
  otherCurrencies: {
    what: 'Entries in other currencies than the euro, and the rate to it that each is booked at; none where none was stored by then',
    columns: columns(`day:day entry fact currency debit:money rate:ratio from to source since`),
  },
  exchangePosition: {
    what: 'What changing money left, by currency: gained beside the stored rates, lost, left or taken by payouts, and held; what of reports and orders waits to be changed; worth in euros at the latest stored rate, and what waits also as it was counted',
    columns:
      columns(`of currency held:amount gained:amount lost:amount paidOut:amount waiting:amount rateFrom rateTo rate:ratio
      rateSource rateAt worth:money waitingWorth:money waitingCounted:money`),
  },
} as const satisfies Record<string, { what: string; columns: readonly Column[] }>

export type ReportKind = keyof typeof REPORTS

/**
 * Which part of the books: days from and until, both counted; `from` null: from the first. `cut`: only what was
 * committed at a moment, as `booksCut` tells it; null: all that is committed now.
 */
export type Asked = { from: string | null; until: string; cut: string | null }

/** A row: its key, unique in its report and in the order of it, its currency, and its cells by column as the query has them. */
export type ReportRow = { key: string; currency: string; cells: string[] }
