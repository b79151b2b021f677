import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/** One person may act for another party (a firm, a minor, an artist) from an instant until another. */
export const Mandate = defineEntity({
  name: 'mandate',
  indexes: [{ properties: ['agentId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    principalId: refersTo(Party, 'principal_id'),
    agentId: refersTo(Party, 'agent_id'),
    startsAt: p.datetime(),
    endsAt: p.datetime().nullable(),
    /** The mandate under which somebody else than the party itself gave it: it ends with that one. */
    givenUnderId: p.uuid().nullable(),
    actId: writtenBy(),
  },
})

/** A mandate that was ended before its time. */
export const MandateEnd = defineEntity({
  name: 'mandateEnd',
  indexes: [{ properties: ['actId'] }],
  properties: {
    mandateId: refersTo(Mandate, 'mandate_id').primary(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})
