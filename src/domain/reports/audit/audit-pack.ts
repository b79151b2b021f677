import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/** What an auditor's payments are: money that left to bank accounts, or lines that were credited while none has left. */
export type AuditBasis = 'payouts' | 'dividends'

/** A pack that was made for an auditor. Its bytes are kept under their hash: the same bytes are one pack. */
export const AuditPack = defineEntity({
  name: 'auditPack',
  properties: {
    id: id(),
    /** Whatever the auditor gave: it decides which payments are in it. */
    seed: p.text(),
    /** How many payments were asked for, and how many are in it. */
    asked: p.integer(),
    items: p.integer(),
    basis: p.text().$type<AuditBasis>(),
    /** How many payments there were to choose from. */
    candidates: p.integer(),
    sha256: p.text().unique(),
    bytes: p.integer(),
    makerId: p.uuid(),
    madeAt: p.datetime(),
    actId: writtenBy(),
  },
})
