import type { Currency } from '../domain/money/currency.ts'
import { formatAmount } from '../domain/money/money.ts'
import { type OffsetRow, offsetsOfLegs } from '../domain/payments/offsets/offsets.ts'
import { openDebts } from '../domain/payments/offsets/open-debts.ts'
import { type DebtCause, type DebtReason, debtCauses } from '../domain/payrun/debt-causes.ts'
import type { RunLine } from '../domain/payrun/run-line.ts'
import { sumOf } from '../domain/payrun/with-offsets.ts'
import { builder } from './builder.ts'
import { itsMoney } from './party.ts'
import { PayRunType } from './pay-run.ts'
import { PayoutType } from './payout.ts'
import { PartyNode } from './refs.ts'
import { MoneyType, money } from './scalars.ts'

const DebtReasonEnum = builder.enumType('DebtReason', {
  description: 'Why somebody owes something back.',
  values: {
    takenBack: { description: 'A run gave it and took it back, and it had been paid out' },
    paymentTakenBack: { description: 'A payment of his was taken back, and was not there any more' },
  } satisfies Record<DebtReason, { description: string }>,
})

type Debt = DebtCause & { currency: Currency; amount: bigint; since: string }
const DebtType = builder.objectRef<Debt>('Debt').implement({
  description: 'What a party owes back for one reason, as far as it is open.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('How much is left of it.', row => row.amount)),
    since: t.field({
      type: 'Day',
      description: 'The day on which it came to be.',
      resolve: row => row.since,
    }),
    reason: t.expose('reason', { type: DebtReasonEnum, description: 'Why.' }),
    project: t.exposeString('projectName', { description: 'The name of the project to which it is owed.' }),
    runNumber: t.exposeInt('runNumber', {
      nullable: true,
      description: 'The number of the run of that project which gave it and took it back.',
    }),
  }),
})

builder.objectField(PartyNode, 'owedBack', t =>
  t.field({
    type: [DebtType],
    authScopes: itsMoney,
    description:
      'What it owes back, oldest first: later runs of the project take it, and a part of each payout goes towards it.',
    complexity: { field: 20, multiplier: 1 },
    resolve: async ({ partyId }, _args, { em }) => {
      const debts = await openDebts(em, partyId)
      const causes = await debtCauses(em, debts)
      return debts.map((debt, index) => ({ ...debt, ...(causes[index] as DebtCause) }))
    },
  }),
)

type Offset = OffsetRow & DebtCause
const OffsetType = builder.objectRef<Offset>('PayoutOffset').implement({
  description: 'What of a payout was set off against something that its payee owes back.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('How much.', row => row.amount)),
    reason: t.expose('reason', { type: DebtReasonEnum, description: 'Why it was owed.' }),
    project: t.exposeString('projectName', { description: 'The name of the project to which it was owed.' }),
    runNumber: t.exposeInt('runNumber', {
      nullable: true,
      description: 'The number of the run of that project which gave it and took it back.',
    }),
    ratio: t.exposeString('ratio', { description: 'At most this part of a payout is set off.' }),
    floor: t.string({
      description: 'At least this is left of it: a decimal in its currency.',
      resolve: row => formatAmount(row.floor, row.currency),
    }),
    isOwedAgain: t.exposeBoolean('returned', {
      description: 'The payout did not arrive, and it is owed again.',
    }),
  }),
})

builder.objectFields(PayoutType, t => ({
  gross: t.field({
    type: MoneyType,
    description:
      'What left the account for it, in the account’s currency: what was sent of it, and what was set off.',
    resolve: row => ({ minor: row.gross, currency: row.takenIn }),
  }),
  offsets: t.loadableList({
    type: OffsetType,
    description: 'What was set off against it, by what was owed.',
    load: async (ids: string[], { em }) => {
      const all = await offsetsOfLegs(em, ids)
      const causes = await debtCauses(
        em,
        all.map(({ debtKind: kind, debtFactId: factId, projectId }) => ({ kind, factId, projectId })),
      )
      const told = all.map((offset, index) => ({ ...offset, ...(causes[index] as DebtCause) }))
      return ids.map(id => told.filter(offset => offset.legId === id))
    },
    resolve: row => row.id,
  }),
}))

const RunOffsetType = builder.objectRef<RunLine>('PayRunOffset').implement({
  description: 'A payee who gets less, because he owes something back.',
  authScopes: { public: true },
  fields: t => ({
    payee: t.field({ type: PartyNode, description: 'Who.', resolve: row => row.payeeOwnerId }),
    gross: t.field(money('What would leave.', row => row.amount + sumOf(row.offsets))),
    setOff: t.field(money('What is set off of it.', row => sumOf(row.offsets))),
    net: t.field(money('What leaves.', row => row.amount)),
  }),
})

builder.objectField(PayRunType, 'offsets', t =>
  t.field({
    type: [RunOffsetType],
    description:
      'Who gets less than is ready, because he owes something back: `SET_OFF` is the sum of these.',
    resolve: ({ lines }) => lines.filter(line => line.offsets.length > 0),
  }),
)
