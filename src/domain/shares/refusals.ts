import { refusals } from '../refusal.ts'

export const refuse = refusals({
  OFFERING_NOT_OPEN: {
    field: 'offeringId',
    when: 'An order comes before the opening instant, or at or after the closing instant.',
    says: (f: { state: string; opensAt: string; closesAt: string }) =>
      `The offering is ${f.state}: orders are taken from ${f.opensAt} until just before ${f.closesAt}.`,
  },
  OFFERING_SUSPENDED: {
    field: 'offeringId',
    when: 'An order comes while the offering is suspended for its key information sheet, or after it was cancelled for it.',
    says: (f: { state: string; correctBy: string; article: string }) =>
      `The offering is ${f.state}: its key information sheet was found wrong, to be corrected before ${f.correctBy}; no order is taken meanwhile (${f.article}).`,
  },
  SHARES_INVALID: {
    field: 'shares',
    when: 'The number of shares of an order is not a whole number from 1 on.',
    says: (f: { shares: number }) => `${f.shares} is not a number of shares to order: it must be 1 or more.`,
  },
  SOLD_OUT: {
    field: 'shares',
    when: 'Fewer shares are left than were asked for.',
    says: (f: { asked: number; left: number; offered: number }) =>
      `${f.asked} shares were asked for; ${f.left} of ${f.offered} are left.`,
  },
  OVER_MAXIMUM: {
    field: 'shares',
    when: "An investor's orders together would pass the maximum per investor.",
    says: (f: { asked: number; held: number; most: number }) =>
      `${f.asked} shares were asked for beside ${f.held} already ordered: the maximum per investor is ${f.most}.`,
  },
  SUBSCRIPTION_UNKNOWN: {
    field: 'subscriptionId',
    when: 'An order does not exist, or is not yours.',
    says: (f: { id: string }) => `There is no order ${f.id}.`,
  },
  SUBSCRIPTION_BINDING: {
    field: 'subscriptionId',
    when: 'A paid order can no longer be withdrawn.',
    says: (f: { revocableUntil: string }) =>
      `The order could be withdrawn until ${f.revocableUntil}; now it binds.`,
  },
  SUBSCRIPTION_ENDED: {
    field: 'subscriptionId',
    when: 'An order has ended already.',
    says: (f: { how: string; endedAt: string }) => `The order was ${f.how} at ${f.endedAt}.`,
  },
  RECONFIRMATION_LATE: {
    field: 'subscriptionId',
    when: 'An order is reconfirmed after the time for it has ended.',
    says: (f: { until: string }) => `The order could be reconfirmed until ${f.until}: it has lapsed.`,
  },
  TERMS_OUTDATED: {
    field: 'version',
    when: 'An order is reconfirmed under another version of the terms than the one in force.',
    says: (f: { version: number; inForce: number }) =>
      `Version ${f.version} of the terms was read, version ${f.inForce} is in force: read it first.`,
  },
  PAYMENT_NOT_CLAIMABLE: {
    field: 'receiptId',
    when: 'Money in suspense cannot be claimed for an order: it ended, is paid, came too late or is another amount or currency.',
    says: (f: { reason: string; paid: string; due: string }) =>
      `The money (${f.paid}) cannot be claimed for this order (${f.due}): ${f.reason}.`,
  },
  RETURN_TO_NOBODY: {
    field: 'partyId',
    when: 'Money is to be given back that came with no reference of an order, and no party is named.',
    says: (f: { remittance: string }) =>
      `The money came with "${f.remittance}", which is the reference of no order: name the party it goes back to.`,
  },
  OFFERING_NOT_CLOSING: {
    field: 'offeringId',
    when: 'An offering is to be decided before its closing instant.',
    says: (f: { state: string; closesAt: string }) =>
      `The offering is ${f.state}; it can be decided from its closing instant on, ${f.closesAt}.`,
  },
  OFFERING_UNDECIDED: {
    field: 'offeringId',
    when: 'An offering has orders that can still be withdrawn or still be paid.',
    says: (f: { orders: number; until: string }) =>
      `${f.orders} orders can still be withdrawn or paid, the last one until ${f.until}: only then is it decided.`,
  },
  OFFERING_DECIDED: {
    field: 'offeringId',
    when: 'An offering was decided before.',
    says: (f: { outcome: string; closedAt: string }) =>
      `The offering was decided at ${f.closedAt}: it ${f.outcome}.`,
  },
  KNOWLEDGE_TEST_WARNING: {
    field: 'offeringId',
    when: 'An order needs that its investor has passed the knowledge test, or acknowledged the warning that is named.',
    says: (f: { why: string; warning: string; version: number; article: string }) =>
      `No knowledge test that was passed counts (${f.why}): read the warning "${f.warning}" and acknowledge its version ${f.version}, and the order is taken (${f.article}).`,
  },
  LOSS_SIMULATION_WARNING: {
    field: 'offeringId',
    when: 'An order needs that its investor has simulated his ability to bear loss, or acknowledged the warning that is named.',
    says: (f: { why: string; warning: string; version: number; article: string }) =>
      `No simulation of the ability to bear loss counts (${f.why}): read the warning "${f.warning}" and acknowledge its version ${f.version}, and the order is taken (${f.article}).`,
  },
  LARGE_TICKET_CONSENT: {
    field: 'shares',
    when: 'An order brings what its investor puts into one offering above his limit, and he has not consented to it.',
    says: (f: Record<'amount' | 'total' | 'limit' | 'warning' | 'version' | 'article', string>) =>
      `This order of ${f.amount} EUR brings what you invest in the offering to ${f.total} EUR, above your limit of ${f.limit} EUR: read the warning "${f.warning}" and acknowledge its version ${f.version} for this offering and amount (${f.article}).`,
  },
  ORDER_UNCLEAR: {
    field: 'shares',
    when: 'An order names both a number of shares and an amount, or neither.',
    says: (_: Record<never, never>) => 'An order says how many shares or which amount: one of the two.',
  },
  AMOUNT_NOT_WHOLE: {
    field: 'amount',
    when: 'The amount of an order is not that of whole shares.',
    says: (f: { amount: string; price: string; currency: string; lower: string; higher: string }) =>
      `${f.amount} ${f.currency} is no multiple of ${f.price}: ${f.lower} or ${f.higher} are.`,
  },
  BELOW_MINIMUM: {
    field: 'amount',
    when: 'An order comes to less than the least there is.',
    says: (f: { amount: string; minimum: string; currency: string }) =>
      `The order comes to ${f.amount} ${f.currency}: the least is ${f.minimum}.`,
  },
  ITEM_UNKNOWN: {
    field: 'items',
    when: 'An order chooses what the offering does not sell, or what comes by itself.',
    says: (f: { code: string }) => `There is no "${f.code}" to choose in this offering.`,
  },
  ITEM_COUNT_INVALID: {
    field: 'items',
    when: 'The number of a chosen item is not a whole number from 1 on.',
    says: (f: { code: string; count: number }) =>
      `${f.count} is not a number of "${f.code}": it must be 1 or more.`,
  },
  ITEM_SOLD_OUT: {
    field: 'items',
    when: 'Fewer of an item are left than were chosen.',
    says: (f: { code: string; asked: number; left: number }) =>
      `${f.asked} of "${f.code}" were asked for; ${f.left} are left.`,
  },
  ITEMS_TOO_DEAR: {
    field: 'items',
    when: 'The items of an order cost more than it comes to.',
    says: (f: { cost: string; amount: string; currency: string }) =>
      `The items cost ${f.cost} ${f.currency}, and the order comes to ${f.amount}: order for more, or choose fewer.`,
  },
  NOT_PAYABLE_BY_CARD: {
    field: 'subscriptionId',
    when: 'An order is to be paid by card that is not reserved or due already, or whose offering takes no cards.',
    says: (f: { state: string; dueAt: string }) =>
      `The order is ${f.state} and was to be paid before ${f.dueAt}, and cards are taken only where the terms of the offering say so: it cannot be paid by card now.`,
  },
  OFFERING_AWAITS_CHANGE: {
    when: 'An offering is closed, and money that was sent for its orders in another currency was not changed by the bank yet.',
    says: (f: { orders: number }) =>
      `${f.orders} orders were sent money in another currency that the bank has not changed yet: record its change first.`,
  },
  QUOTE_NOT_NEEDED: {
    field: 'currency',
    when: 'A quote is asked for in the currency of the order.',
    says: (f: { currency: string }) => `The order is in ${f.currency} itself: what it owes is to be sent.`,
  },
  QUOTE_NOT_PAYABLE: {
    field: 'subscriptionId',
    when: 'A quote is asked for an order that is not reserved, or due already.',
    says: (f: { state: string; dueAt: string }) =>
      `The order is ${f.state} and was to be paid before ${f.dueAt}: nothing can be sent for it now.`,
  },
  QUOTE_WITHOUT_ACCOUNT: {
    field: 'currency',
    when: 'A quote is asked for in a currency in which the clients have no bank account.',
    says: (f: { currency: string }) => `No bank account for money of investors in ${f.currency} is open.`,
  },
  QUOTE_RATE_OLD: {
    field: 'currency',
    when: 'A quote is asked for, and the latest rate of its currencies is too old to be firm at it.',
    says: (f: { from: string; to: string; at: string; days: number }) =>
      `The latest rate between ${f.from} and ${f.to} is of ${f.at}: a quote needs one of at most ${f.days} days.`,
  },
  ORDER_NOT_HELD: {
    field: 'subscriptionIds',
    when: 'Money is changed for an order for which none is kept in another currency, or none any more.',
    says: (f: { id: string; wentBack: string | null }) =>
      f.wentBack === null
        ? `Nothing in another currency is kept for the order ${f.id}: there is nothing to change for it.`
        : `The ${f.wentBack} that was kept for the order ${f.id} went back when the order ended: leave the order out. Where the bank had changed it with the rest, let it change as much back, or pay it in of the platform's own, and name that receipt beside the others of this debit; what left to be changed back is recorded after it, with no order.`,
  },
  ORDER_CHANGED: {
    field: 'subscriptionIds',
    when: 'Money is changed for an order whose money was changed before, or changed back.',
    says: (f: { id: string }) => `The money of the order ${f.id} was changed before.`,
  },
})
