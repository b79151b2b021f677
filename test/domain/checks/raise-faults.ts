import type { Fault } from './planted-world.ts'

const ITEMS_PAID = 'Every item that was chosen is one of the terms, and the order pays all of its items'

const OF_AN_ACT = 'Every order is of an offering, a party and an act, and what was made is of an act'

const AS_ASKED =
  'An order was allotted no more than it asked for, at the price of its terms, and all of it unless they cut it'

/** Offerings, orders, payments. */
export const RAISE_FAULTS: readonly Fault[] = [
  [
    'a counter off by one',
    w => `update offering_counter set taken = taken + 1 where offering_id = '${w.song.open}'`,
    'The counter of an offering equals its orders, and never passes what is offered',
  ],
  [
    'an order that was counted twice',
    w => `update offering_counter set taken = taken + 4 where offering_id = '${w.song.open}'`,
    'The counter of an offering equals its orders, and never passes what is offered',
  ],
  [
    'a counter that forgot the latest order',
    w => `update offering_counter set position = position - 1 where offering_id = '${w.song.open}'`,
    'The counter of an offering equals its orders, and never passes what is offered',
  ],
  [
    'a counter that offers a share more than the terms',
    w => `update offering_counter set offered = offered + 1 where offering_id = '${w.song.open}'`,
    'The offered shares of a counter are those of the terms, of a class of the same project',
  ],
  [
    'an order that owes a cent more than its price',
    w => `update subscription set amount = amount + 1 where id = '${w.song.paid}'`,
    'An order owes its shares times the price of its terms, in the currency of the project',
  ],
  [
    'an order of an act that there never was',
    w => `update subscription set act_id = gen_random_uuid() where id = '${w.song.paid}'`,
    OF_AN_ACT,
  ],
  [
    'an order of a party that there never was',
    w => `update subscription set party_id = gen_random_uuid() where id = '${w.song.paid}'`,
    OF_AN_ACT,
  ],
  [
    'something that no act made',
    () => `insert into act_made (act_id, made) values (gen_random_uuid(), '{}')`,
    OF_AN_ACT,
  ],
  [
    'a payment by less money than is owed',
    w => `update receipt set amount = amount - 1 where id = '${w.song.receipt}'`,
    'A payment is the receipt of exactly what the order owes, claimed for it and in time',
  ],
  [
    'a payment by a receipt that was claimed for another order',
    w => `update receipt_claim set target_id = '${w.film.orders.ann}' where receipt_id = '${w.song.receipt}'`,
    'A payment is the receipt of exactly what the order owes, claimed for it and in time',
  ],
  [
    'a claim for an order that it does not pay',
    w => `delete from subscription_payment where subscription_id = '${w.song.paid}'`,
    'Every claim pays an order, is for a project, came for money that was changed, or gives back to a party',
  ],
  [
    'a paid order that expired',
    w => `insert into subscription_end (subscription_id, how, ended_at, act_id)
          select id, 'expired', payment_due_at, act_id from subscription where id = '${w.song.paid}'`,
    'Subscriber accounts hold exactly the paid orders that are neither allotted nor ended',
  ],
  [
    'an order withdrawn after it was binding',
    w => `update subscription_end set ended_at = '2025-01-20' where subscription_id = '${w.film.withdrawn}'`,
    'An order ended in time and with reason: withdrawn, expired unpaid, lapsed unconfirmed, charged back, or refunded by an offering that gave it nothing',
  ],
  [
    'an allotment that is missing',
    w => `delete from subscription_allotment where subscription_id = '${w.film.orders.bea}'`,
    'No order of a decided offering is left in between',
  ],
  [
    'an offering that was funded below its goal',
    w =>
      `update offering_terms set goal = 14001, goal_mode = 'allOrNothing' where offering_id = '${w.film.offering}'`,
    'An offering is funded exactly when its paid orders reach the goal',
  ],
  [
    'an item that was counted twice',
    w => `update item_counter set taken = taken + 1 where offering_id = '${w.shop.shop}'`,
    'The counter of an item equals its orders, and never passes its stock',
  ],
  [
    'an item that nobody sells',
    w => `update ordered_item set code = 'poster' where subscription_id = '${w.shop.order}'`,
    ITEMS_PAID,
  ],
  [
    'an item more than the order pays',
    w => `update ordered_item set count = 2 where subscription_id = '${w.shop.order}'`,
    ITEMS_PAID,
  ],
  [
    'an order that was cut where the terms do not say so',
    w => `update offering_terms set allotment = 'inOrder' where offering_id = '${w.shop.scarce}'`,
    AS_ASKED,
  ],
  [
    'an allotment of a share more than was asked for',
    w => `update subscription_allotment set shares = shares + 1, amount = amount + 1000
           where subscription_id = '${w.film.orders.ann}'`,
    AS_ASKED,
  ],
]

const IS_ITS_LOTS =
  'Each holding is what its lots come to, and names the account of its holder in the currency of the class'

const IS_ITS_ORDER =
  'Every lot is its order: the same party, class, shares and money, at the moment the offering was funded'

/** The register. */
export const REGISTER_FAULTS: readonly Fault[] = [
  [
    'a lot given to another taker',
    w => `update lot set taker_id = '${w.cid}' where subscription_id = '${w.film.orders.ann}'`,
    IS_ITS_ORDER,
  ],
  [
    'the lots of two holders swapped',
    w => `update lot set taker_id = case taker_id when '${w.ann}' then '${w.bea}'::uuid else '${w.ann}' end
           where taker_id in ('${w.ann}', '${w.bea}')`,
    IS_ITS_ORDER,
  ],
  [
    'a lot of a share more than was ordered',
    w => `update lot set shares = shares + 1 where subscription_id = '${w.film.orders.ann}'`,
    IS_ITS_ORDER,
  ],
  [
    'an order allotted twice',
    w => `insert into lot (id, class_id, taker_id, shares, paid_in, occurred_at, act_id)
          select gen_random_uuid(), class_id, taker_id, shares, paid_in, occurred_at, act_id
            from lot where subscription_id = '${w.film.orders.ann}'`,
    IS_ITS_ORDER,
  ],
  [
    'shares for an order that was not paid',
    w => `delete from subscription_payment where subscription_id = '${w.film.orders.ann}'`,
    'Shares are allotted for orders that were paid and did not end, and moved without one',
  ],
  [
    'a closing that released a cent more than was allotted',
    w =>
      `update offering_closure set amount_allotted = amount_allotted + 1 where offering_id = '${w.film.offering}'`,
    'A funded offering allotted exactly its paid orders, a failed one nothing',
  ],
  [
    'shares given away that the giver does not have',
    w => `insert into lot (id, class_id, giver_id, taker_id, shares, paid_in, occurred_at, act_id)
          select gen_random_uuid(), class_id, '${w.cid}', '${w.ann}', 3, 3000, now(), act_id
            from lot where subscription_id = '${w.film.orders.ann}'`,
    'Nobody holds fewer than no shares, and a class never has more than its number',
  ],
  [
    'a holding of a share more than its lots come to',
    w => `update holding set shares = shares + 1 where holder_id = '${w.ann}'`,
    IS_ITS_LOTS,
  ],
  ['a holding that is missing', w => `delete from holding where holder_id = '${w.ann}'`, IS_ITS_LOTS],
  [
    'a holding by a cent less than was paid for it',
    w => `update holding set paid_in = paid_in - 1 where holder_id = '${w.ann}'`,
    IS_ITS_LOTS,
  ],
  [
    'a holding that names the account of somebody else',
    w => `update holding set account_id = (select id from account where kind = 'holder' and owner_id = '${w.bea}')
           where holder_id = '${w.ann}'`,
    IS_ITS_LOTS,
  ],
]
