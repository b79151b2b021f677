import { type BankAccountRow, bankAccounts } from '../domain/payments/bank/bank-accounts.ts'
import { openBankAccount } from '../domain/payments/bank/open-bank-account.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { KEY } from './payloads.ts'

const BankCodeEnum = builder.enumType('BankCode', {
  description: 'What a bank account of the platform is for.',
  values: {
    clients: { description: 'Money of others: payments of orders, revenue, what is to be paid out' },
  } as const,
})

export const BankAccountType = builder.objectRef<BankAccountRow>('BankAccount').implement({
  description: 'A bank account of the platform.',
  authScopes: { public: true },
  fields: t => ({
    code: t.expose('code', { type: BankCodeEnum, description: 'What it is for.' }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code, such as "EUR".' }),
    iban: t.exposeString('iban', { description: 'Its number, without spaces.' }),
    bic: t.exposeString('bic', { nullable: true, description: 'The code of its bank (ISO 9362).' }),
    holderName: t.exposeString('holderName', { description: 'Whose it is, as payers must write it.' }),
    openedAt: t.field({
      type: 'Instant',
      description: 'Since when it is known here.',
      resolve: row => row.openedAt,
    }),
  }),
})

const BankAccountPayload = builder
  .objectRef<Change<{ bankAccountId: string }>>('BankAccountPayload')
  .implement({
    description: 'The bank account after the change.',
    authScopes: { public: true },
    fields: t => ({
      bankAccount: t.field({
        type: BankAccountType,
        description: 'The bank account.',
        resolve: async ({ made }, _args, { em }) =>
          (await bankAccounts(em)).find(row => row.id === made.bankAccountId) as BankAccountRow,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const OpenBankAccountInput = builder.inputType('OpenBankAccountInput', {
  description: 'A bank account of the platform that is to be known.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    code: t.field({ type: BankCodeEnum, description: 'What it is for.' }),
    currency: t.string({
      description: 'ISO 4217 code, such as "EUR": one account of each code and currency.',
    }),
    iban: t.string({ description: 'Its number; spaces do not matter.' }),
    bic: t.string({ required: false, description: 'The code of its bank (ISO 9362).' }),
    holderName: t.string({ description: 'Whose it is, as payers must write it.' }),
  }),
})

builder.mutationField('openBankAccount', t =>
  t.field({
    type: BankAccountPayload,
    errors: {},
    authScopes: { admin: true },
    description:
      'Makes a bank account of the platform known: from then on orders in its currency can be paid to it, and its reports be imported.',
    args: { input: t.arg({ type: OpenBankAccountInput, description: 'The account.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'openBankAccount', input, em =>
        openBankAccount(em, { ...input, bic: input.bic ?? null }, context.now),
      ),
  }),
)

builder.queryField('bankAccounts', t =>
  t.field({
    type: [BankAccountType],
    authScopes: { staff: true },
    description: 'The bank accounts of the platform, by code and currency.',
    resolve: (_root, _args, { em }) => bankAccounts(em),
  }),
)
