import { type ClientsMoney, clientsMoney, lastProof } from '../domain/reports/clients-money.ts'
import { builder } from './builder.ts'
import { money } from './scalars.ts'

const ClientsMoneyInCurrency = builder.objectRef<ClientsMoney>('ClientsMoneyInCurrency').implement({
  description:
    'The money of clients in one currency: bank + card + onItsWay + toRecover = owed + platform, at every moment.',
  authScopes: { public: true },
  fields: t => ({
    bank: t.field(money('What lies on the clients’ bank account.', row => row.bank)),
    card: t.field(money('What the card processor has not paid out yet.', row => row.card)),
    onItsWay: t.field(
      money(
        'What the processor paid out and the platform makes good, until the bank has it.',
        row => row.onItsWay,
      ),
    ),
    owed: t.field(money('What clients are owed, all together.', row => row.owed)),
    toRecover: t.field(money('What some of them have to give back.', row => row.toRecover)),
    platform: t.field(
      money(
        'What the platform has earned and not taken to its own bank account. Never below zero.',
        row => row.platform,
      ),
    ),
  }),
})

type Shown = { currencies: ClientsMoney[]; proof: { at: Date | null; outcome: string | null } }

const ClientsMoneyType = builder.objectRef<Shown>('ClientsMoney').implement({
  description: 'The money of clients, which lies apart from the platform’s, and when that was proved last.',
  authScopes: { public: true },
  fields: t => ({
    currencies: t.field({
      type: [ClientsMoneyInCurrency],
      description: 'By currency, as of now.',
      resolve: row => row.currencies,
    }),
    provedAt: t.field({
      type: 'Instant',
      nullable: true,
      description:
        'When all invariants of the books, this one among them, were checked last; null before the first time.',
      resolve: row => row.proof.at,
    }),
    proof: t.string({
      nullable: true,
      description: 'What came of it.',
      resolve: row => row.proof.outcome,
    }),
  }),
})

builder.queryField('clientsMoney', t =>
  t.field({
    type: ClientsMoneyType,
    authScopes: { public: true },
    description: 'The money of clients beside what they are owed, for everybody.',
    complexity: { field: 50, multiplier: 1 },
    resolve: async (_root, _args, { em }) => ({
      currencies: await clientsMoney(em),
      proof: await lastProof(em),
    }),
  }),
)
