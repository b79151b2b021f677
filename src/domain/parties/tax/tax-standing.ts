import { defineEntity, p } from '@mikro-orm/postgresql'

/**
 * Where a party is taxed as it declared last: a work row, so that a run asks one table for those few of a million holders
 * who are not like most. Every party has one. The database makes it with the party and moves it with each declaration,
 * whoever writes them; a check proves that it agrees. It cannot be deleted: to a run, who has none is like most.
 */
export const TaxStanding = defineEntity({
  name: 'taxStanding',
  indexes: [{ properties: ['declaredAt'] }],
  properties: {
    partyId: p.uuid().primary(),
    kind: p.text().$type<'person' | 'firm'>(),
    /** The number of the declaration; 0 before the first. */
    version: p.integer(),
    country: p.text().nullable(),
    provedOn: p.date().nullable(),
    /** When that was declared. A run counts what was known at its instant: the few that are later are asked anew. */
    declaredAt: p.datetime().nullable(),
  },
})
