import { refusals } from '../refusal.ts'

export const refuse = refusals({
  OFFERING_NOT_OPEN: {
    field: 'offeringId',
    when: 'An order comes before the opening instant, or at or after the closing instant.',
    says: (f: { state: string; opensAt: string; closesAt: string }) =>
      `The offering is ${f.state}: orders are taken from ${f.opensAt} until just before ${f.closesAt}.`,
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
})
