import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  PAYOUT_ACCOUNT_UNKNOWN: {
    field: 'payoutAccountId',
    when: 'A bank account to be paid on does not exist, or is not in force any more.',
    says: (f: { id: string }) =>
      `There is no account ${f.id} in force: the payee may have named another since.`,
  },
  BIC_MISSING: {
    field: 'bic',
    when: 'Somebody wants to be paid in another currency than the euro and does not name the bank.',
    says: (f: { currency: string }) =>
      `To be paid in ${f.currency}, name the bank of the account by its code (BIC): only payments in EUR find it by the IBAN alone.`,
  },
  PAYEE_NOT_ASKED: {
    field: 'payoutAccountId',
    when: 'An account is let through although no bank said that its name does not match.',
    says: (f: { result: string }) =>
      `The latest answer of the bank is "${f.result}": only "noMatch" needs a reason.`,
  },
  PAYEE_REASON_MISSING: {
    field: 'reason',
    when: 'A payee whose name does not match is let through without a reason, or with one that is too long.',
    says: (f: { length: number }) => `A reason has 1 to 500 characters; this one has ${f.length}.`,
  },
  PAYEE_VERIFIER_APPROVES: {
    when: 'Who asked the bank, or who is paid on the account, lets a name through that does not match.',
    says: (_: Record<never, never>) =>
      'Somebody else than who asked the bank and than the payee lets a name through that does not match.',
  },
})
