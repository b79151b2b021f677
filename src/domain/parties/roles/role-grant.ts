import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/** Roles on the whole platform, and the two that are held in a named project. */
export type Role = 'finance' | 'approver' | 'auditor' | 'admin' | 'service' | 'issuer' | 'partner'

/** A role given to or taken from a person: the latest version says whether he has it. Everybody who joined is an investor. */
export const RoleGrant = defineEntity({
  name: 'roleGrant',
  indexes: [{ properties: ['actId'] }],
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    role: p.text().$type<Role>().primary(),
    /** The project of an issuer or partner; `NOTHING` for the others. */
    scopeId: p.uuid().primary(),
    version: p.integer().primary(),
    granted: p.boolean(),
    actId: writtenBy(),
  },
})
