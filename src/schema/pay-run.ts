import { snapshot } from '../database/snapshot.ts'
import type { Currency } from '../domain/money/currency.ts'
import { type PayRun, payRun } from '../domain/payrun/pay-run.ts'
import { groupsOf, type RunGroup } from '../domain/payrun/run-groups.ts'
import { NEXT_STEPS } from '../domain/payrun/run-words.ts'
import { parseDay } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { LanguageEnum } from './party.ts'
import { PayableCodeEnum, PayeeKindEnum } from './payable.ts'
import { money } from './scalars.ts'

const PayRunGroupType = builder.objectRef<RunGroup>('PayRunGroup').implement({
  description: 'What leaves, or stays, for one reason with one kind of payee.',
  authScopes: { public: true },
  fields: t => ({
    payee: t.expose('payee', { type: PayeeKindEnum, description: 'To whom it belongs.' }),
    code: t.expose('code', { type: PayableCodeEnum, description: 'Why it leaves or stays.' }),
    payees: t.exposeInt('payees', { description: 'How many payees that are.' }),
    amount: t.field(money('How much; below zero only what is owed back.', row => row.amount)),
    nextStep: t.string({
      description: 'What is to be done next.',
      args: {
        language: t.arg({ type: LanguageEnum, defaultValue: 'en', description: 'Its language.' }),
      },
      resolve: ({ code }, { language }) => NEXT_STEPS[code][language],
    }),
  }),
})

type Total = { currency: Currency; liability: bigint; funds: bigint }
const PayRunTotalType = builder.objectRef<Total>('PayRunTotal').implement({
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
      resolve: ({ lines, onTheirWay }) => groupsOf(lines, onTheirWay),
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
