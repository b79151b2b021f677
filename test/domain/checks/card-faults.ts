import { account, closing, entry, type Fault, type Planted, shift } from './planted-world.ts'

const paid = ({ cards }: Planted) => entry('cardPaid', cards.payment)
const settled = ({ cards }: Planted) => entry('cardsSettled', cards.payout)
const subscriber = ({ cards }: Planted) => account('subscriber', cards.ann, cards.offering)
const onItsWay = `(select id from account where kind = 'internal' and code = 'payout')`

const SHOWN =
  'A card payment of an order is what its investor was shown, and in time; every other lies in suspense'
const WENT =
  'What went back of a payment is its refunds that did not fail and its disputes that were not won, and no more was refunded than was paid'
const HOME = 'A refund to a bank account goes to the one that paid, from the account of whom it was'
const FROM = 'What went back of a card payment was taken from where its money lay'
const REST = 'No more went back from the account of an investor than an order that goes on does not use'
const SETTLED = 'What the card processor returned of a payment settled no more than was missing of it'
const COSTS =
  'The costs of the platform are the fees of the card processor and what went back to cards that nobody owes, and nothing else'
const OWN =
  "The platform's own bank account gave the fees of the card processor and what nobody owes, and nothing else"
const MOMENT =
  'At every moment there is what clients are owed: at the bank, at the card processor, on its way, or to be recovered'

/** Card payments, what went back of payments, and the money of clients. */
export const CARD_FAULTS: readonly Fault[] = [
  [
    'an investor who was shown another amount than his order owes',
    w => `update card_intent set amount = amount + 1
           where id = (select intent_id from card_payment where id = '${w.cards.payment}')`,
    SHOWN,
  ],
  [
    'a card payment that paid an order when it was due',
    w => `update card_payment set paid_at = '2025-02-01T12:00:00Z' where id = '${w.cards.payment}';
          update subscription_payment set paid_at = '2025-02-01T12:00:00Z'
           where card_payment_id = '${w.cards.payment}'`,
    SHOWN,
  ],
  ['a card payment that pays nothing, and nobody knows why', () => 'delete from card_suspense', SHOWN],
  [
    'a payment of which a cent more went back than the facts say',
    w => `update payment_taken set taken = taken + 1 where payment_id = '${w.cards.refunded}'`,
    WENT,
  ],
  [
    'a payment of which a cent less was refunded than the facts say',
    w => `update payment_taken set refunded = refunded - 1 where payment_id = '${w.cards.refunded}'`,
    WENT,
  ],
  [
    'a refund that failed, and nobody knows that it did',
    w => `delete from card_refund_failure where refund_id = '${w.cards.failed}'`,
    WENT,
  ],
  [
    'a refund of a cent that an order uses',
    w => `update refund set amount = amount + 1 where id = '${w.cards.cut}'`,
    REST,
  ],
  [
    'a refund that failed and settled a cent more than the platform bore',
    w => `update card_dispute set borne = borne - 1
           where card_payment_id = (select card_payment_id from refund where id = '${w.cards.failed}')`,
    SETTLED,
  ],
  [
    'a refund that failed and settled more than it was',
    w => `update card_refund_failure set recovered = 1 where refund_id = '${w.cards.failed}'`,
    SETTLED,
  ],
  [
    'a charge-back that an investor and the platform bear twice',
    w => `update card_dispute set borne = 1 where id = '${w.cards.disputeId}'`,
    FROM,
  ],
  [
    'a refund to another bank account',
    () => 'update refund set payee_id = id where receipt_id is not null',
    HOME,
  ],
  [
    'a refund from the account of somebody else',
    w => `update refund set party_id = '${w.ann}' where receipt_id is not null`,
    HOME,
  ],
  [
    'a charge-back taken from the account of a holder whose shares were allotted',
    w => `update card_dispute set taken_from = 'holder' where id = '${w.cards.disputeId}'`,
    FROM,
  ],
  [
    'a charge-back of more than is to be recovered, and the order goes on',
    w => `update card_dispute set recoverable = recoverable - 1 where id = '${w.cards.disputeId}'`,
    FROM,
  ],
  [
    'a card payment booked by a cent more',
    w => shift(paid(w), account('card'), subscriber(w), 1),
    'The card processor got every card payment and gave what went back and what it paid out',
  ],
  [
    'costs charged by a cent more than was paid for them',
    w => shift(closing('paymentCostsCharged', w.cards.offering), subscriber(w), account('charge'), 1),
    'What was charged for card payments is what they cost where others than the platform bear it',
  ],
  [
    'a payout by a cent more than the processor gave',
    w => shift(settled(w), onItsWay, account('card'), 1),
    'On its way is what the card processor paid out and the platform makes good, until it arrives',
  ],
  [
    'a fee by a cent more than the processor kept',
    w => shift(settled(w), account('cost'), account('bankOwn'), 1),
    COSTS,
  ],
  [
    'a cent of what the platform bore, which did not come back when the refund failed',
    w => shift(entry('refundFailed', w.cards.failed), account('cost'), account('card'), 1),
    COSTS,
  ],
  [
    'a fee that the platform made good by a cent less',
    w => shift(settled(w), account('bankOwn'), account('cost'), 1),
    OWN,
  ],
  [
    'a fee taken from the money of clients',
    w => `update posting set account_id = ${account('card')}
           where entry_id = ${settled(w)} and account_id = ${account('bankOwn')}`,
    'No entry that moves the money of clients takes a cost of the platform from it',
  ],
  [
    'the first money that came, as if it were an income of the platform',
    () => `update posting set account_id = ${account('income')}
            where amount > 0 and entry_id = (select entry_id from posting order by entry_id limit 1)`,
    MOMENT,
  ],
]
