import { PLATFORM, TAX_OFFICE } from '../domain/ids.ts'
import { stopOf, usableFrom } from '../domain/parties/payout-accounts/account-hold.ts'
import { approvePayee } from '../domain/parties/payout-accounts/approve-payee.ts'
import { changePayoutAccount } from '../domain/parties/payout-accounts/change-payout-account.ts'
import { confirmPayoutAccount } from '../domain/parties/payout-accounts/confirm-payout-account.ts'
import { accountOf, type PayoutAccountRow } from '../domain/parties/payout-accounts/payout-accounts.ts'
import { recordPayeeVerification } from '../domain/parties/payout-accounts/record-payee-verification.ts'
import { maskedIban } from '../domain/parties/people/masked-iban.ts'
import { changePayeeAccount } from '../domain/payments/conversion/change-payee-account.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { itsMoney } from './party.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { PartyNode } from './refs.ts'

const MatchResultEnum = builder.enumType('PayeeMatch', {
  description: 'What a bank answered to the question whether a name belongs to an account number.',
  values: {
    match: { description: 'It does' },
    closeMatch: { description: 'Nearly' },
    noMatch: { description: 'It does not: nothing leaves before a named person lets it through' },
    notPossible: { description: 'The bank cannot tell' },
  } as const,
})

const PayoutAccountType = builder.objectRef<PayoutAccountRow>('PayoutAccount').implement({
  description: 'The bank account on which somebody is paid.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({
      description: 'Its id: each change has another.',
      resolve: row => globalId('PayoutAccount', row.id),
    }),
    iban: t.string({
      description: 'Its number, but for the first and last four characters masked.',
      resolve: row => maskedIban(row.iban),
    }),
    currency: t.exposeString('currency', {
      nullable: true,
      description:
        'ISO 4217 code of what the payee is paid in there, whatever he is owed in; null: each balance in its own currency.',
    }),
    holderName: t.exposeString('holderName', { description: 'Whose it is, as the payee says.' }),
    addedAt: t.field({ type: 'Instant', description: 'When it was named.', resolve: row => row.addedAt }),
    usableFrom: t.field({
      type: 'Instant',
      description: 'Before this instant nothing leaves to it.',
      resolve: row => usableFrom(row.addedAt),
    }),
    match: t.expose('result', {
      type: MatchResultEnum,
      nullable: true,
      description: 'The latest answer of a bank; null while none was asked.',
    }),
    approvalReason: t.exposeString('approvalReason', {
      nullable: true,
      description: 'Why a name that does not match was let through, for staff.',
      authScopes: { staff: true },
    }),
    usable: t.boolean({
      description:
        'Whether it is past its 48 hours and its name was checked. What came back from it is told by `payable`.',
      resolve: (row, _args, { now }) => stopOf({ ...row, cameBackAt: null }, now) === null,
    }),
  }),
})

builder.objectField(PartyNode, 'payoutAccount', t =>
  t.field({
    type: PayoutAccountType,
    nullable: true,
    authScopes: itsMoney,
    description: 'The bank account it named to be paid on, masked.',
    resolve: async ({ partyId }, _args, { em }) => (await accountOf(em, partyId)) ?? null,
  }),
)

type Named = Change<{ payoutAccountId: string }>
const PayoutAccountPayload = builder.objectRef<Named>('PayoutAccountPayload').implement({
  description: 'The account after the change.',
  authScopes: { public: true },
  fields: t => ({
    payoutAccountId: t.id({
      description: 'Id of the account.',
      resolve: ({ made }) => globalId('PayoutAccount', made.payoutAccountId),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const ACCOUNT = {
  iban: { description: 'Its number; spaces do not matter.' },
  bic: { required: false, description: 'The code of its bank (ISO 9362).' },
  holderName: { description: 'Whose it is.' },
} as const

const ChangePayoutAccountInput = builder.inputType('ChangePayoutAccountInput', {
  description: 'The bank account on which a party is to be paid.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    iban: t.string(ACCOUNT.iban),
    bic: t.string(ACCOUNT.bic),
    currency: t.string({
      required: false,
      description:
        'ISO 4217 code of what the party is to be paid in there, whatever it is owed in: other balances are converted when a batch is prepared. Not given: each balance in its own currency. Other than EUR it needs the code of the bank, and always an account of the clients in it.',
    }),
    holderName: t.string(ACCOUNT.holderName),
  }),
})

export const PayeeWithoutPartyEnum = builder.enumType('PayeeWithoutParty', {
  description: 'Who is paid and is no party here.',
  values: {
    platform: { value: PLATFORM, description: 'The platform itself: what it earned' },
    taxOffice: { value: TAX_OFFICE, description: 'The tax office: what was withheld' },
  },
})

const SetPayoutAccountInput = builder.inputType('SetPayoutAccountInput', {
  description: 'The bank account of who is paid and is no party here.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    payee: t.field({ type: PayeeWithoutPartyEnum, description: 'Whose it is.' }),
    iban: t.string(ACCOUNT.iban),
    bic: t.string(ACCOUNT.bic),
    holderName: t.string(ACCOUNT.holderName),
  }),
})

const ACCOUNT_ID = { description: 'Id of the account, while it is in force.' } as const

builder.mutationFields(t => ({
  changePayoutAccount: t.field({
    type: PayoutAccountPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Names the bank account on which a party is paid. Nothing leaves to it for 48 hours, and everybody who may act for the party is told by mail.',
    args: { input: t.arg({ type: ChangePayoutAccountInput, description: 'The account.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'changePayoutAccount', input, (em, { partyId }) => {
        const { iban, bic = null, currency = null, holderName } = input
        const account = { ownerId: partyId, iban, bic, currency, holderName }
        return changePayeeAccount(em, account, context.now)
      }),
  }),
  setPayoutAccount: t.field({
    type: PayoutAccountPayload,
    errors: {},
    authScopes: { admin: true },
    description:
      'Names the bank account of the tax office, or the one to which the platform takes what it earned.',
    args: { input: t.arg({ type: SetPayoutAccountInput, description: 'The account.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'setPayoutAccount', input, em => {
        const { payee: ownerId, iban, bic = null, holderName } = input
        return changePayoutAccount(em, { ownerId, iban, bic, holderName }, context.now)
      }),
  }),
  recordPayeeVerification: t.field({
    type: PayoutAccountPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Keeps what a bank answered to the question whose an account is.',
    args: {
      payoutAccountId: t.arg.id(ACCOUNT_ID),
      result: t.arg({ type: MatchResultEnum, description: 'The answer.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'recordPayeeVerification', args, (em, { personId: verifierId }) => {
        const payoutAccountId = idOf('PayoutAccount', args.payoutAccountId)
        return recordPayeeVerification(em, { payoutAccountId, result: args.result, verifierId }, context.now)
      }),
  }),
  approvePayee: t.field({
    type: PayoutAccountPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Lets money leave to an account whose name does not match, for a reason and in one’s own name.',
    args: {
      payoutAccountId: t.arg.id(ACCOUNT_ID),
      reason: t.arg.string({ description: 'Why.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approvePayee', args, (em, { personId: approverId }) => {
        const payoutAccountId = idOf('PayoutAccount', args.payoutAccountId)
        return approvePayee(em, { payoutAccountId, approverId, reason: args.reason }, context.now)
      }),
  }),
  confirmPayoutAccount: t.field({
    type: PayoutAccountPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Says that an account from which money came back is right after all.',
    args: { payoutAccountId: t.arg.id(ACCOUNT_ID), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'confirmPayoutAccount', args, (em, { personId: confirmerId }) => {
        const payoutAccountId = idOf('PayoutAccount', args.payoutAccountId)
        return confirmPayoutAccount(em, { payoutAccountId, confirmerId }, context.now)
      }),
  }),
}))
