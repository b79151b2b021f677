import { PLATFORM } from '../domain/ids.ts'
import { type Balance, balances } from '../domain/ledger/balances.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../domain/ledger/kinds.ts'
import { type TrialBalanceRow, trialBalance } from '../domain/ledger/trial-balance.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { MoneyType } from './scalars.ts'

export const AccountKindEnum = builder.enumType('AccountKind', {
  description: 'The kinds of account of the ledger: a closed list.',
  values: Object.fromEntries(
    Object.entries(ACCOUNT_KINDS).map(([kind, { name }]) => [kind, { description: name }]),
  ) as Record<AccountKind, { description: string }>,
})

export const BalanceType = builder.objectRef<Balance>('Balance').implement({
  description: 'What lies on one account, as its owner sees it.',
  authScopes: { public: true },
  fields: t => ({
    kind: t.expose('kind', { type: AccountKindEnum, description: 'The kind of account.' }),
    amount: t.field({
      type: MoneyType,
      description: 'Positive is the usual side: what he has with us, or what we have.',
      resolve: ({ amount, currency }) => ({ minor: amount, currency: currency as Currency }),
    }),
  }),
})

const TrialBalanceLine = builder.objectRef<TrialBalanceRow>('TrialBalanceLine').implement({
  description: 'All accounts of one kind in one currency.',
  authScopes: { staff: true },
  fields: t => ({
    kind: t.expose('kind', { type: AccountKindEnum, description: 'The kind of account.' }),
    number: t.string({
      description: 'Its number in the French chart of accounts.',
      resolve: ({ kind }) => ACCOUNT_KINDS[kind].number,
    }),
    accounts: t.exposeInt('accounts', { description: 'How many accounts there are.' }),
    debit: t.field({
      type: MoneyType,
      description: 'Sum of the debits.',
      resolve: ({ debit, currency }) => ({ minor: debit, currency }),
    }),
    credit: t.field({
      type: MoneyType,
      description: 'Sum of the credits.',
      resolve: ({ credit, currency }) => ({ minor: credit, currency }),
    }),
    balance: t.field({
      type: MoneyType,
      description: 'Debits less credits. Over all lines of a currency these sum to zero.',
      resolve: ({ debit, credit, currency }) => ({ minor: debit - credit, currency }),
    }),
  }),
})

builder.queryFields(t => ({
  trialBalance: t.field({
    type: [TrialBalanceLine],
    authScopes: { staff: true },
    description: 'The books by kind of account and currency: debits equal credits in each currency.',
    resolve: (_root, _args, { em }) => trialBalance(em),
  }),
  platformBalances: t.field({
    type: [BalanceType],
    authScopes: { staff: true },
    description: "The platform's own accounts and the clients' bank accounts.",
    args: { kind: t.arg({ type: AccountKindEnum, description: 'Only accounts of this kind.' }) },
    resolve: (_root, { kind }, { em }) => balances(em, { kind, ownerId: PLATFORM }),
  }),
}))
