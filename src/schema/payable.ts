import type { Currency } from '../domain/money/currency.ts'
import type { Language } from '../domain/parties/people/party.ts'
import type { PayablePart } from '../domain/payments/payable.ts'
import { PAYABLE_CODES, type PayableCode } from '../domain/payments/payable-words.ts'
import type { PayeeKind } from '../domain/payrun/run-line.ts'
import { type PartyPayable, payablesOf } from '../domain/reports/payables.ts'
import { builder } from './builder.ts'
import { itsMoney, LanguageEnum } from './party.ts'
import { PartyNode, ProjectNode } from './refs.ts'
import { money } from './scalars.ts'

export const PayableCodeEnum = builder.enumType('PayableCode', {
  description: 'Why money of a payee leaves or stays.',
  values: Object.fromEntries(
    Object.entries(PAYABLE_CODES).map(([code, description]) => [code, { description }]),
  ) as Record<PayableCode, { description: string }>,
})

export const PayeeKindEnum = builder.enumType('PayeeKind', {
  description: 'What a payee is to the platform.',
  values: {
    holder: { description: 'A holder: dividends, refunds' },
    issuer: { description: 'An issuer: what was raised, and his part of revenue' },
    partner: { description: 'A partner of a project' },
    taxOffice: { description: 'The tax office: what was withheld' },
    platform: {
      description: 'The platform itself: what it earned and has not moved to its own bank account',
    },
  } satisfies Record<PayeeKind, { description: string }>,
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

const PayableType = builder.objectRef<PartyPayable & Spoken>('Payable').implement({
  description:
    'What a party has in one currency, as a holder over all projects or as the issuer or a partner of one, and what of it leaves. A dividend is always credited in full: the minimum of a payout is tested here, and only a holder’s.',
  authScopes: { public: true },
  fields: t => ({
    role: t.expose('role', { type: PayeeKindEnum, description: 'As what it has it.' }),
    project: t.field({
      type: ProjectNode,
      nullable: true,
      description: 'The project of which it is the issuer or a partner; null for a holder.',
      resolve: row => row.projectId,
    }),
    balance: t.field(money('All that lies on the account.', row => row.balance)),
    payable: t.field(
      money('What reaches a minimum, and so leaves on the day of its test.', row => row.payable),
    ),
    held: t.field(money('What stays or is set off: the balance without what is payable.', row => row.held)),
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
    description:
      'What of its balances would be paid out, when, and why the rest stays, by currency and role.',
    resolve: async ({ partyId, language }, _args, { em, now }) =>
      (await payablesOf(em, partyId, now)).map(row => ({ ...row, language })),
  }),
)
