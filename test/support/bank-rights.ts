import { newId } from '../../src/domain/ids.ts'
import { exchangeRights } from './exchange-rights.ts'
import type { House } from './house.ts'
import { noticeRights } from './notice-rights.ts'
import { payoutRights } from './payout-rights.ts'
import { reconcilingRights } from './reconciling-rights.ts'
import { type Rights, right } from './rights.ts'

const KEY = 'idempotencyKey: "k"'
const NONE = `amount: { amount: "0", currency: "EUR" }, receivedAt: "2010-02-01T12:00:00Z", bankReference: "x"`

/** What can be changed about bank accounts, the money on them and what leaves, and by whom. */
export function bankRights({
  open,
  receipt,
  ann,
  people,
}: Pick<House, 'open' | 'receipt' | 'ann' | 'people'>): Rights {
  const input = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const unknown = newId()
  return {
    ...payoutRights({ people }),
    ...exchangeRights({ ann }),
    ...reconcilingRights({ people }),
    ...noticeRights({ people }),
    openBankAccount: [
      right(input('openBankAccount', 'code: clients, currency: "EUR", iban: "x", holderName: "x"'), [
        ['admin'],
        'IBAN_MALFORMED',
      ]),
    ],
    importBankReport: [
      right(input('importBankReport', 'content: ""'), [['finance'], 'BANK_FILE_HAS_PROBLEMS']),
    ],
    importBankNotice: [
      right(input('importBankNotice', 'content: ""'), [['finance'], 'BANK_FILE_HAS_PROBLEMS']),
    ],
    recordPayment: [
      right(input('recordPayment', `${NONE}, remittance: ""`), [['finance'], 'AMOUNT_NOT_POSITIVE']),
    ],
    claimPayment: [
      right(`claimPayment(receiptId: "${receipt}", subscriptionId: "${ann.subscription}", ${KEY})`, [
        ['finance'],
        'PAYMENT_NOT_CLAIMABLE',
      ]),
    ],
    returnReceipt: [
      right(`returnReceipt(receiptId: "${receipt}", ${KEY})`, [['finance'], 'RETURN_TO_NOBODY']),
      right(`returnReceipt(receiptId: "${receipt}", partyId: "Party:${unknown}", ${KEY})`, [
        ['finance'],
        'PARTY_UNKNOWN',
      ]),
    ],
    receiveRevenue: [
      right(input('receiveRevenue', `${NONE}, projectId: "${open.project}"`), [
        ['finance'],
        'AMOUNT_NOT_POSITIVE',
      ]),
    ],
  }
}
