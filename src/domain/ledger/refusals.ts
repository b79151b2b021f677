import { refusals } from '../refusal.ts'

export const refuse = refusals({
  MONTH_MALFORMED: {
    field: 'month',
    when: 'A month is not written as year and month.',
    says: (f: { text: string }) => `"${f.text}" is not a month: write one such as 2008-12.`,
  },
  MONTH_NOT_OVER: {
    field: 'month',
    when: "A month cannot be closed before its last day has passed in the platform's zone.",
    says: (f: { month: string; over: string }) =>
      `${f.month} is over at ${f.over}: it is closed then or later.`,
  },
  MONTH_CLOSED: {
    field: 'month',
    when: 'A month is closed already.',
    says: (f: { month: string; closedUntil: string }) =>
      `${f.month} is closed: the books are closed up to and with ${f.closedUntil}.`,
  },
  MONTH_BEFORE_OPEN: {
    field: 'month',
    when: 'A month cannot be closed while one before it has entries and is open.',
    says: (f: { month: string; open: string; entries: number }) =>
      `Before ${f.month} there are ${f.entries} entries of open months, from ${f.open} on: close that month first.`,
  },
  CLOSING_UNKNOWN: {
    field: 'preparationId',
    when: 'Nobody prepared this closing of a month.',
    says: (f: { id: string }) => `There is no preparation ${f.id} of a closing.`,
  },
  CLOSING_MOVED: {
    field: 'preparationId',
    when: 'Entries came into a month after its closing was prepared.',
    says: (f: { month: string; prepared: number; there: number }) =>
      `When the closing of ${f.month} was prepared it had ${f.prepared} entries, now it has ${f.there}: prepare it anew.`,
  },
  CLOSER_PREPARED: {
    field: 'preparationId',
    when: 'A month is closed by another person than the one who prepared it.',
    says: (f: { month: string; preparedAt: string }) =>
      `You prepared the closing of ${f.month} at ${f.preparedAt}: another person closes it.`,
  },
})
