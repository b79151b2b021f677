import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { PAPERS, type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

const KEY = 'idempotencyKey: "k"'
const WRONG = 'iban: "x", holderName: "x"'

/** Who looks at paying out. */
export const PAYOUT_READING: Rights = {
  payRun: [
    right(
      'payRun(date: "2010-02-05") { sendBy groups { payee code payees nextStep } totals { funds { amount } } }',
      [STAFF, 'ok'],
    ),
    right('payRun(date: "2010-02-06") { sendBy }', [STAFF, 'PAYOUT_DAY_CLOSED']),
  ],
  payoutBatch: [right(`payoutBatch(id: "PayoutBatch:${newId()}") { state }`, [STAFF, 'nothing'])],
  auditPacks: [right('auditPacks { edges { node { seed path maker { id } } } }', [PAPERS, 'ok'])],
  payoutBatches: [
    right('payoutBatches { edges { node { state payouts { edges { cursor } } } } }', [STAFF, 'ok']),
  ],
}

/** Who changes something about paying out. */
export function payoutRights({ people }: Pick<House, 'people'>): Rights {
  const input = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const account = `payoutAccountId: "PayoutAccount:${newId()}", ${KEY}`
  const batch = `batchId: "PayoutBatch:${newId()}", ${KEY}`
  return {
    changePayoutAccount: [
      right(input('changePayoutAccount', WRONG), [SIGNED_IN, 'IBAN_MALFORMED']),
      right(input('changePayoutAccount', `${WRONG}, onBehalfOf: "${people.issuer.id}"`), [
        SIGNED_IN,
        'MANDATE_UNKNOWN',
      ]),
    ],
    setPayoutAccount: [
      right(input('setPayoutAccount', `payee: taxOffice, ${WRONG}`), [['admin'], 'IBAN_MALFORMED']),
    ],
    recordPayeeVerification: [
      right(`recordPayeeVerification(result: match, ${account})`, [['finance'], 'PAYOUT_ACCOUNT_UNKNOWN']),
    ],
    approvePayee: [right(`approvePayee(reason: "x", ${account})`, [['approver'], 'PAYOUT_ACCOUNT_UNKNOWN'])],
    confirmPayoutAccount: [
      right(`confirmPayoutAccount(${account})`, [['finance'], 'PAYOUT_ACCOUNT_UNKNOWN']),
    ],
    preparePayouts: [
      right(`preparePayouts(date: "2010-02-06", currency: "EUR", ${KEY})`, [
        ['finance'],
        'PAYOUT_DAY_CLOSED',
      ]),
    ],
    approvePayouts: [right(`approvePayouts(${batch})`, [['approver'], 'PAYOUT_BATCH_UNKNOWN'])],
    cancelPayouts: [right(`cancelPayouts(reason: "x", ${batch})`, [['finance'], 'PAYOUT_BATCH_UNKNOWN'])],
    exportPayouts: [right(`exportPayouts(${batch})`, [['finance'], 'PAYOUT_BATCH_UNKNOWN'])],
    importPayoutStatus: [
      right(`importPayoutStatus(content: "PGE+", ${KEY})`, [['finance'], 'BANK_FILE_HAS_PROBLEMS']),
    ],
    settlePayouts: [
      right(`settlePayouts(debitId: "BankDebit:${newId()}", ${batch})`, [
        ['finance'],
        'PAYOUT_BATCH_UNKNOWN',
      ]),
    ],
    returnPayout: [
      right(`returnPayout(endToEndId: "x", reason: "AC04", ${batch})`, [['finance'], 'PAYOUT_BATCH_UNKNOWN']),
    ],
    makeAuditPack: [right(`makeAuditPack(seed: "7", count: 0, ${KEY})`, [PAPERS, 'AUDIT_COUNT'])],
    sendPayouts: [right(`sendPayouts(${batch})`, [['finance'], 'PAYOUT_BATCH_UNKNOWN'])],
  }
}
