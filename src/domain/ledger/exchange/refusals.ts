import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  RATE_MALFORMED: {
    field: 'rate',
    when: 'An exchange rate is not a plain decimal above zero.',
    says: (f: { text: string }) =>
      `"${f.text}" is no exchange rate: write a decimal above zero, such as 1.0825.`,
  },
  RATE_OF_ONE_CURRENCY: {
    field: 'to',
    when: 'An exchange rate is told between a currency and itself.',
    says: (f: { currency: string }) =>
      `${f.currency} is not exchanged for ${f.currency}: name two currencies.`,
  },
  RATE_IN_FUTURE: {
    field: 'at',
    when: 'An exchange rate is to hold from a moment that is still to come.',
    says: (f: { at: string; now: string }) => `The rate cannot hold from ${f.at}: it is ${f.now}.`,
  },
  RATE_SOURCE_MALFORMED: {
    field: 'source',
    when: 'Who published an exchange rate is not said, or not in one short plain line.',
    says: (f: { length: number; most: number }) =>
      `Say who published the rate in 1 to ${f.most} characters on one line; this has ${f.length}.`,
  },
  RATES_TOO_MANY: {
    field: 'content',
    when: 'More exchange rates are told at once than are taken at once.',
    says: (f: { rates: number; most: number }) =>
      `At most ${f.most} rates are taken at once; these are ${f.rates}: cut the file.`,
  },
  RATE_FILE_UNREADABLE: {
    field: 'content',
    when: 'A file of exchange rates has lines that cannot be read.',
    says: (f: { line: number; count: number }) =>
      `${f.count} lines of the file cannot be read, the first is line ${f.line}: nothing was stored.`,
  },
  DEBIT_CLAIMED: {
    field: 'debitId',
    when: 'Money is said to have been changed at the bank, and payouts have claimed of the debit.',
    says: (f: { id: string; whole: string; left: string }) =>
      `Of the debit ${f.id} ${f.left} of ${f.whole} is left: it was not to change money.`,
  },
  DEBIT_CHANGED: {
    field: 'debitId',
    when: 'A change of money that was recorded is told again, with other receipts, reports or orders.',
    says: (f: { id: string; recorded: string; given: string }) =>
      `The change of the debit ${f.id} was recorded with ${f.recorded}; now it comes with ${f.given}: nothing was booked. Other reports and orders wait for a debit of their own.`,
  },
  REPORT_NOT_CONVERTED: {
    field: 'reportIds',
    when: 'Money is changed for a report that is not approved, or is in the currency of its project.',
    says: (f: { id: string }) => `The report ${f.id} was not converted: there is nothing to change for it.`,
  },
  REPORT_CHANGED: {
    field: 'reportIds',
    when: 'Money is changed for a report whose money was changed before.',
    says: (f: { id: string }) => `The money of the report ${f.id} was changed before.`,
  },
  REVENUE_NOT_ARRIVED: {
    field: 'reportIds',
    when: 'Money is changed for a report whose revenue has not arrived in its currency.',
    says: (f: { asked: string; arrived: string; currency: string }) =>
      `The report comes to ${f.asked} ${f.currency}; ${f.arrived} ${f.currency} has arrived.`,
  },
  EXCHANGE_SHORT: {
    field: 'receiptIds',
    when: 'More of a currency is changed or converted than the house has to spare in it.',
    says: (f: { currency: string; there: string; taken: string; missing: string }) =>
      `The house has ${f.there} ${f.currency} to spare on the clients' ${f.currency} account, and this takes ${f.taken} ${f.currency}: ${f.missing} ${f.currency} is missing. Name more reports, orders or payouts whose money it was, or more receipts in ${f.currency}: what the bank gave, or what the platform paid in of its own.`,
  },
  RATE_MISSING: {
    when: 'An amount is to be converted and no exchange rate of its pair is stored that early.',
    says: (f: { from: string; to: string; at: string }) =>
      `No rate between ${f.from} and ${f.to} is stored at or before ${f.at}: record one first.`,
  },
  CONVERSION_NOT_COLLECTED: {
    field: 'reportId',
    when: 'A report in another currency is approved where the issuer or the platform collects the revenue and keeps its own part.',
    says: (f: { reported: string; currency: string; collector: string }) =>
      `The report is in ${f.reported}, and by the contract the ${f.collector} collects the revenue and keeps a part that only the run works out: what is sent cannot be changed by the report. Report in ${f.currency}, or let all revenue come to the clients' account.`,
  },
})
