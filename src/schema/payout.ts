import { ratesByIds } from '../domain/ledger/exchange/rates.ts'
import { maskedIban } from '../domain/parties/people/masked-iban.ts'
import { type BatchRow, batches, batchesPage } from '../domain/payments/payouts/batches.ts'
import { sendBy } from '../domain/payments/payouts/cut-off.ts'
import { type LegRow, legsOfPayee, legsPage } from '../domain/payments/payouts/legs.ts'
import { peopleNeeded } from '../domain/payments/payouts/payout-policy.ts'
import {
  type BATCH_STATES,
  batchState,
  LEG_STATES,
  type LegState,
  legState,
} from '../domain/payments/payouts/payout-states.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { RateType } from './exchange-rate.ts'
import { globalId, idOf } from './ids.ts'
import { itsMoney } from './party.ts'
import { PartyNode } from './refs.ts'
import { MoneyType, money } from './scalars.ts'

const LEG_WORDS: Record<LegState, string> = {
  prepared: 'Set apart from the balance; nothing has left',
  sent: 'With the bank, which has not said what became of it',
  settled: 'The bank carried it out',
  returned: 'It came back after it was carried out',
  rejected: 'The bank did not carry it out',
  cancelled: 'It was taken back before it was sent',
}

const PayoutStateEnum = builder.enumType('PayoutState', {
  description: 'What became of money that is sent to a payee.',
  values: Object.fromEntries(LEG_STATES.map(state => [state, { description: LEG_WORDS[state] }])) as Record<
    LegState,
    { description: string }
  >,
})

export const PayoutType = builder.objectRef<LegRow>('Payout').implement({
  description: 'What one payee is sent in a batch.',
  authScopes: { public: true },
  fields: t => ({
    endToEndId: t.exposeString('endToEndId', { description: 'What the bank calls it, the payee’s too.' }),
    amount: t.field(money('How much, in the currency in which it is paid.', row => row.amount)),
    convertedFrom: t.field({
      type: MoneyType,
      nullable: true,
      description:
        'What it took from the payee’s balance in another currency; null where that is the same currency.',
      resolve: ({ rateId, taken, takenIn }) => (rateId === null ? null : { minor: taken, currency: takenIn }),
    }),
    rate: t.field({
      type: RateType,
      nullable: true,
      description: 'The stored rate by which it was converted, once, when its batch was prepared.',
      resolve: async ({ rateId }, _args, { em }) =>
        rateId === null ? null : ((await ratesByIds(em, [rateId]))[0] ?? null),
    }),
    state: t.field({
      type: PayoutStateEnum,
      description: 'What became of it.',
      resolve: row => legState(row),
    }),
    changedAt: t.field({
      type: 'Instant',
      description: 'When it came into this state.',
      resolve: row => row.changedAt,
    }),
    executesOn: t.field({
      type: 'Day',
      description: 'The day on which the bank is to carry it out.',
      resolve: row => row.executesOn,
    }),
    iban: t.string({
      description:
        'Where it goes, but for the first and last four characters masked: frozen when it was prepared.',
      resolve: row => maskedIban(row.iban),
    }),
    holderName: t.exposeString('holderName', { description: 'Whose bank account that is.' }),
    isRefund: t.boolean({
      description: 'It gives a payment back to the bank account it came from.',
      resolve: row => row.refundId !== null,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it was cancelled, rejected or returned.',
      resolve: row => row.returnReason ?? (row.reason || null),
    }),
  }),
})

const BatchStateEnum = builder.enumType('PayoutBatchState', {
  description: 'How far a batch is.',
  values: {
    prepared: { description: 'Its money is set apart; somebody else is to approve it' },
    approved: { description: 'It may be sent, by as many people as its total asks for' },
    sent: { description: 'With the bank' },
    finished: { description: 'The bank has said of each payout what became of it' },
    cancelled: { description: 'All of it was taken back' },
  } satisfies Record<(typeof BATCH_STATES)[number], { description: string }>,
})

export const PayoutBatchType = builder.objectRef<BatchRow>('PayoutBatch').implement({
  description: 'Money that leaves the clients’ bank account together.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: row => globalId('PayoutBatch', row.id) }),
    state: t.field({ type: BatchStateEnum, description: 'How far it is.', resolve: row => batchState(row) }),
    executesOn: t.field({
      type: 'Day',
      description: 'The bank business day on which it is to be carried out.',
      resolve: row => row.executesOn,
    }),
    sendBy: t.field({
      type: 'Instant',
      description: 'The bank must have it before this instant.',
      resolve: row => sendBy(row.executesOn),
    }),
    total: t.field(money('All of it, without what was cancelled.', row => row.total)),
    peopleNeeded: t.int({
      description: 'How many people must have prepared, approved or sent it.',
      resolve: row => peopleNeeded(row.currency, row.total),
    }),
    preparer: t.field({ type: PartyNode, description: 'Who prepared it.', resolve: row => row.preparerId }),
    approvers: t.field({
      type: [PartyNode],
      description: 'Who approved it.',
      resolve: row => row.approverIds,
    }),
    sender: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who sent it.',
      resolve: row => row.senderId,
    }),
    sentAt: t.field({ type: 'Instant', nullable: true, description: 'When.', resolve: row => row.sentAt }),
    payouts: t.connection({
      type: PayoutType,
      description: 'What each payee is sent.',
      complexity: pageCost,
      resolve: ({ id }, args, { em }) =>
        page(
          args,
          slice => legsPage(em, id, slice),
          row => row.id,
        ),
    }),
  }),
})

builder.queryFields(t => ({
  payoutBatch: t.field({
    type: PayoutBatchType,
    nullable: true,
    authScopes: { staff: true },
    description: 'A batch; null when there is none with this id.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, { em }) => (await batches(em, [idOf('PayoutBatch', id)]))[0] ?? null,
  }),
  payoutBatches: t.connection({
    type: PayoutBatchType,
    authScopes: { staff: true },
    description: 'All batches, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => batchesPage(em, slice),
        row => row.id,
      ),
  }),
}))

builder.objectField(PartyNode, 'payouts', t =>
  t.connection({
    type: PayoutType,
    authScopes: itsMoney,
    description: 'What it was, or is to be, sent to its bank accounts, oldest first.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => legsOfPayee(em, partyId, slice),
        row => row.id,
      ),
  }),
)
