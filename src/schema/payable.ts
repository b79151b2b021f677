import type { Currency } from '../domain/money/currency.ts'
import type { Language } from '../domain/parties/people/party.ts'
import type { Payable, PayablePart } from '../domain/payments/payable.ts'
import { PAYABLE_CODES, type PayableCode } from '../domain/payments/payable-words.ts'
import { payablesOf } from '../domain/reports/payables.ts'
import { builder } from './builder.ts'
import { itsMoney, LanguageEnum } from './party.ts'
import { PartyNode } from './refs.ts'
import { money } from './scalars.ts'

export const PayableCodeEnum = builder.enumType('PayableCode', {
  description: 'Why money of a payee leaves or stays.',
  values: Object.fromEntries(
    Object.entries(PAYABLE_CODES).map(([code, description]) => [code, { description }]),
  ) as Record<PayableCode, { description: string }>,
})

type Spoken = { currency: Currency; language: Language }

const PayablePartType = builder.objectRef<PayablePart & Spoken>('PayablePart').implement({
  description: 'A part of a balance that leaves or stays for one reason.',
  authScopes: { public: true },
  fields: t => ({
    code: t.expose('code', { type: PayableCodeEnum, description: 'The reason, for programs.' }),
    amount: t.field(money('How much.', row => row.amount)),
    message: t.string({
      description: 'The reason in a sentence with the numbers.',
      args: {
        language: t.arg({
          type: LanguageEnum,
          required: false,
          description: 'Its language; not given: that of the papers of the party.',
        }),
      },
      resolve: ({ sentence, language }, args) => sentence[args.language ?? language],
    }),
    nextTestOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'The day on which it is tested next whether it leaves; null when no test is to come.',
      resolve: row => row.nextTestOn,
    }),
  }),
})

const PayableType = builder.objectRef<Payable & Spoken>('Payable').implement({
  description:
    'What a party has in one currency over all projects, and what of it leaves. A dividend is always credited in full: the minimum of a payout is tested here.',
  authScopes: { public: true },
  fields: t => ({
    balance: t.field(money('All that lies on the account.', row => row.balance)),
    payable: t.field(
      money('What reaches a minimum, and so leaves on the day of its test.', row => row.payable),
    ),
    held: t.field(money('What stays: the balance without what is payable.', row => row.held)),
    parts: t.field({
      type: [PayablePartType],
      description: 'The balance by reason: the parts sum to it.',
      resolve: ({ parts, currency, language }) => parts.map(part => ({ ...part, currency, language })),
    }),
  }),
})

builder.objectField(PartyNode, 'payable', t =>
  t.field({
    type: [PayableType],
    authScopes: itsMoney,
    description: 'What of its balances would be paid out, when, and why the rest stays, by currency.',
    resolve: async ({ partyId, language }, _args, { em, now }) =>
      (await payablesOf(em, partyId, now)).map(row => ({ ...row, language })),
  }),
)
