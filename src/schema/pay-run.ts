import { snapshot } from '../database/snapshot.ts'
import { ratesByIds } from '../domain/ledger/exchange/rates.ts'
import { type PayRun, payRun } from '../domain/payrun/pay-run.ts'
import { groupsOf, type RunGroup } from '../domain/payrun/run-groups.ts'
import type { RunTotal } from '../domain/payrun/run-totals.ts'
import { nextStepOf } from '../domain/payrun/run-words.ts'
import { parseDay } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { RateType } from './exchange-rate.ts'
import { LanguageEnum } from './party.ts'
import { PayableCodeEnum, PayeeKindEnum } from './payable.ts'
import { MoneyType, money } from './scalars.ts'

type Group = RunGroup & { totals: readonly RunTotal[] }
const PayRunGroupType = builder.objectRef<Group>('PayRunGroup').implement({
  description: 'What leaves, or stays, for one reason with one kind of payee.',
  authScopes: { public: true },
  fields: t => ({
    payee: t.expose('payee', { type: PayeeKindEnum, description: 'To whom it belongs.' }),
    code: t.expose('code', { type: PayableCodeEnum, description: 'Why it leaves or stays.' }),
    payees: t.exposeInt('payees', { description: 'How many payees that are.' }),
    amount: t.field(money('How much; below zero only what is owed back.', row => row.amount)),
    converted: t.field({
      type: MoneyType,
      nullable: true,
      description:
        'What leaves for it in the currency in which its payees are paid, at the rate of now; of what is on its way, what it took from their balances in another currency. Null where nothing is converted.',
      resolve: ({ converted }) => converted && { minor: converted.amount, currency: converted.currency },
    }),
    rate: t.field({
      type: RateType,
      nullable: true,
      description:
        'The latest stored rate, by which it would be converted now, however old it is: its instant tells. Null where nothing is converted, and for what is on its way, each payout of which names its own.',
      resolve: async ({ rateId }, _args, { em }) =>
        rateId === null ? null : ((await ratesByIds(em, [rateId]))[0] ?? null),
    }),
    nextStep: t.string({
      description:
        'What is to be done next; where money is missing, of which account, how much is there and how much is asked.',
      args: {
        language: t.arg({ type: LanguageEnum, defaultValue: 'en', description: 'Its language.' }),
      },
      resolve: (group, { language }) => nextStepOf(group, group.totals, language),
    }),
  }),
})

const PayRunTotalType = builder.objectRef<RunTotal>('PayRunTotal').implement({
  description: 'What is owed in one currency, and what there is.',
  authScopes: { public: true },
  fields: t => ({
    liability: t.field(
      money(
        'What payees are owed by the books: the groups in this currency add up to it.',
        row => row.liability,
      ),
    ),
    funds: t.field(money('What may leave the clients’ bank account now.', row => row.funds)),
    spare: t.field(
      money(
        'What the house can give of it for balances in other currencies: what the bank changed and nobody is owed.',
        row => row.spare,
      ),
    ),
    spareAsked: t.field(
      money('What all balances in other currencies that could be paid in it ask.', row => row.spareAsked),
    ),
  }),
})

export const PayRunType = builder.objectRef<PayRun>('PayRun').implement({
  description: 'Who is paid on a day, and who is not and why, as things stand at one instant.',
  authScopes: { public: true },
  fields: t => ({
    date: t.field({ type: 'Day', description: 'The day.', resolve: row => row.date }),
    sendBy: t.field({
      type: 'Instant',
      description: 'The bank must have the batch before this instant.',
      resolve: row => row.sendBy,
    }),
    groups: t.field({
      type: [PayRunGroupType],
      description: 'Every payee by reason.',
      resolve: ({ lines, onTheirWay, totals }) =>
        groupsOf(lines, onTheirWay).map(group => ({ ...group, totals })),
    }),
    totals: t.field({
      type: [PayRunTotalType],
      description: 'By currency.',
      resolve: row => row.totals,
    }),
  }),
})

builder.queryField('payRun', t =>
  t.field({
    type: PayRunType,
    authScopes: { staff: true },
    description:
      'Who is paid on Friday: every payee, ready or with the reason why not. Refuses PAYOUT_DAY_CLOSED.',
    complexity: { field: 200, multiplier: 1 },
    args: { date: t.arg({ type: 'Day', description: 'A bank business day.' }) },
    resolve: (_root, { date }, { em, now }) => snapshot(em, tx => payRun(tx, parseDay(date), now)),
  }),
)
