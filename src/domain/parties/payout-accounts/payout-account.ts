import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Currency } from '../../money/currency.ts'

/**
 * The bank account on which somebody wants to be paid: personal data. Each change appends a version, and the latest is in
 * force; what was frozen in a batch keeps naming the version it was made with.
 */
export const PayoutAccount = defineEntity({
  name: 'payoutAccount',
  uniques: [{ properties: ['ownerId', 'version'] }],
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    /** A party, the platform itself (PLATFORM), or the tax office (TAX_OFFICE). */
    ownerId: p.uuid(),
    version: p.integer(),
    /** Without spaces, in capitals. */
    iban: p.text(),
    bic: p.text().nullable(),
    /** In which he is paid on it, whatever he is owed in; null: each balance in its own. */
    currency: p.text().$type<Currency>().nullable(),
    /** Whose it is, as the payee says. */
    holderName: p.text(),
    addedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a bank answered to the question whether a name belongs to an account number. */
export type MatchResult = 'match' | 'closeMatch' | 'noMatch' | 'notPossible'

/** A bank was asked whose account it is. The latest answer counts. Source: Regulation (EU) 2024/886, article 5c of 260/2012. */
export const PayeeVerification = defineEntity({
  name: 'payeeVerification',
  indexes: [{ properties: ['payoutAccountId'] }],
  properties: {
    id: id(),
    payoutAccountId: refersTo(PayoutAccount, 'payout_account_id'),
    result: p.text().$type<MatchResult>(),
    /** Who asked the bank. */
    verifierId: p.uuid(),
    verifiedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A named person lets money leave to an account whose name did not match, and says why. */
export const PayeeApproval = defineEntity({
  name: 'payeeApproval',
  properties: {
    verificationId: refersTo(PayeeVerification, 'verification_id').primary(),
    approverId: p.uuid(),
    reason: p.text(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** An account from which money came back was looked at, and is right after all. */
export const PayoutAccountConfirmation = defineEntity({
  name: 'payoutAccountConfirmation',
  indexes: [{ properties: ['payoutAccountId'] }],
  properties: {
    id: id(),
    payoutAccountId: refersTo(PayoutAccount, 'payout_account_id'),
    confirmerId: p.uuid(),
    confirmedAt: p.datetime(),
    actId: writtenBy(),
  },
})
