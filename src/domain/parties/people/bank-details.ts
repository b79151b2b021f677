import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/** A bank account that money came from: personal data. Refunds leave only to it. */
export const BankDetails = defineEntity({
  name: 'bankDetails',
  properties: {
    id: id(),
    iban: p.text(),
    holderName: p.text(),
    actId: writtenBy(),
  },
})
