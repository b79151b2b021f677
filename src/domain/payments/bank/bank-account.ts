import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/** What a bank account of the platform is for: `clients` holds the money of others, and never the platform's own. */
export type BankCode = 'clients'

/** A bank account of the platform: orders are paid to it, and its reports are imported. */
export const BankAccount = defineEntity({
  name: 'bankAccount',
  uniques: [{ properties: ['code', 'currency'] }, { properties: ['iban', 'currency'] }],
  properties: {
    id: id(),
    code: p.text().$type<BankCode>(),
    currency: p.text(),
    /** Without spaces, in capitals. */
    iban: p.text(),
    bic: p.text().nullable(),
    /** Whose it is, as payers must write it. */
    holderName: p.text(),
    openedAt: p.datetime(),
    actId: writtenBy(),
  },
})
