import { inviteByLink, inviteToOffering } from '../../../src/domain/offerings/audience/invite-to-offering.ts'
import { redeemInvitation } from '../../../src/domain/offerings/audience/redeem-invitation.ts'
import { declareInterest } from '../../../src/domain/offerings/review/declare-interest.ts'
import { lapseDue } from '../../../src/domain/shares/revisions/lapse-orders.ts'
import type { TestDatabase } from '../../support/database.ts'
import { livesOf } from '../../support/lives.ts'
import { at } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

const LIFE = {
  vote: { endsAt: '2024-12-20T12:00:00.000Z', quorum: 1 },
  earlyClose: { minimumDays: 1, noticeDays: 1 },
  mostExtensionDays: 10,
}

/**
 * An offering by invitation with a whole life: Jo was named and voted, Kim came by a link; the terms were revised, Jo
 * reconfirmed his order and Kim's lapsed; the closing was moved later and then earlier; it was funded.
 */
export async function plantLife(database: TestDatabase) {
  const lives = livesOf(database)
  const { world } = lives
  const terms = { life: LIFE, audience: 'invited', goalMode: 'keepWhatWasRaised', goal: 1000n } as const
  const { offeringId: offering, projectId } = await lives.propose(terms)
  await lives.publish(offering, '2024-12-04')
  const [jo, kim, lea] = [await world.person('Jo'), await world.person('Kim'), await world.person('Lea')]
  await world.run('2024-12-05', em => inviteToOffering(em, { offeringId: offering, partyIds: [jo] }))
  await world.run('2024-12-05', em => inviteByLink(em, { offeringId: offering, tokenHash: 'k' }))
  await world.run('2024-12-06', em =>
    redeemInvitation(em, { tokenHash: 'k', partyId: kim }, at('2024-12-06')),
  )
  await lives.vote(offering, jo, '2024-12-10', 5000n)
  const interest = { partyId: lea, projectId, text: 'A cousin of the producer' }
  await world.run('2025-01-01', em => declareInterest(em, interest, at('2025-01-01')))
  const orders = { jo: await world.order(offering, jo, 10), kim: await world.order(offering, kim, 5) }
  for (const order of [orders.jo, orders.kim]) await world.pay(order)
  await lives.revise(offering, { goal: 2000n }, '2025-01-15')
  await lives.approve(offering, 2, '2025-01-16')
  await lives.reconfirm(orders.jo, jo, 2, '2025-01-17')
  await world.run('2025-01-21', em => lapseDue(em, { offeringId: offering }, at('2025-01-21')))
  await lives.extend(offering, '2025-02-05', '2025-01-22')
  await lives.early(offering, '2025-02-04', '2025-01-25')
  await world.close(offering)
  return { offering, jo, kim, lea, orders }
}

const HANDED_IN = 'What was published had been handed in as it is, and its review did not end otherwise'
const REVIEWER = 'Nobody published, sent back or refused what he had prepared or declared an interest in'
const MOVED =
  'The closing of an offering was moved as its terms allow: early with its notice, later within its days'
const INVITED = 'Nobody ordered or voted in an offering by invitation who had not been invited'
const IN_TIME = 'An order was reconfirmed in time, under the revision that was in force'

/** The life of an offering. */
export const LIFE_FAULTS: readonly Fault[] = [
  [
    'an offering that was published in a version that nobody handed in',
    w => `update offering_submission set version = 2 where offering_id = '${w.life.offering}'`,
    HANDED_IN,
  ],
  [
    'an offering that was published although it was refused',
    w => `insert into review_decision (submission_id, outcome, reason, explanation, decided_at, act_id)
          select id, 'refused', 'lawful', 'x', '2024-12-04', act_id from offering_submission
           where offering_id = '${w.life.offering}'`,
    HANDED_IN,
  ],
  [
    'a revision approved by somebody with an interest',
    w => `update act set actor_id = '${w.life.lea}' where id =
            (select act_id from offering_revision_approval where offering_id = '${w.life.offering}')`,
    REVIEWER,
  ],
  [
    'an offering published by the one who proposed it',
    w => `update act set actor_id = '${w.cid}' where id in (
            select act_id from offering where id = '${w.life.offering}'
            union select act_id from offering_publication where offering_id = '${w.life.offering}')`,
    REVIEWER,
  ],
  [
    'shares allotted under terms that nobody asked their investor about',
    w => `delete from order_reconfirmation where subscription_id = '${w.life.orders.jo}'`,
    'Shares are allotted only under terms that their investor accepted',
  ],
  [
    'an order reconfirmed at the instant at which it lapsed',
    w => `update order_reconfirmation set reconfirmed_at = '2025-01-20T23:00:00Z'
           where subscription_id = '${w.life.orders.jo}'`,
    IN_TIME,
  ],
  [
    'an order reconfirmed under a version that was never in force',
    w => `update order_reconfirmation set version = 3 where subscription_id = '${w.life.orders.jo}'`,
    IN_TIME,
  ],
  [
    'an order that lapsed before its time was over',
    w => `update subscription_end set ended_at = '2025-01-20T22:59:59.999Z'
           where subscription_id = '${w.life.orders.kim}'`,
    'An order ended in time and with reason: withdrawn, expired unpaid, lapsed unconfirmed, charged back, or refunded by an offering that gave it nothing',
  ],
  [
    'an extension by a day more than the terms allow',
    w => `update closing_change set closes_at = '2025-02-12 12:00Z', payment_due_at = '2025-02-12 12:00Z'
           where offering_id = '${w.life.offering}' and how = 'extended'`,
    MOVED,
  ],
  [
    'an early close without its notice',
    w => `update closing_change set changed_at = '2025-02-03T12:00:00.001Z'
           where offering_id = '${w.life.offering}' and how = 'early'`,
    MOVED,
  ],
  [
    'payments that are due later than they were',
    w => `update closing_change set payment_due_at = payment_due_at + interval '1 minute'
           where offering_id = '${w.life.offering}' and how = 'early'`,
    MOVED,
  ],
  [
    'orders although the quorum was missed',
    w => `delete from interest_vote where offering_id = '${w.life.offering}'`,
    'An offering that asks for a vote took orders only after its quorum had voted in time',
  ],
  [
    'an order of somebody who was never invited',
    w => `update subscription set party_id = '${w.cid}' where id = '${w.life.orders.jo}'`,
    INVITED,
  ],
  [
    'an order before the link was used',
    w => `update invitation_redemption set redeemed_at = '2025-01-11' where party_id = '${w.life.kim}'`,
    INVITED,
  ],
]
