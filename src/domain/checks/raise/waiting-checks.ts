import type { Check } from '../check.ts'

/** The lists of those who wait for shares. */
export const WAITING_CHECKS: readonly Check[] = [
  {
    name: 'Every entry of a waiting list that was served names an order of its party and offering, made at that instant',
    query: `select waiting_entry_id, entry.shares, ordered.shares as got from waiting_end as ended
              join waiting_entry as entry on entry.id = waiting_entry_id
              left join subscription as ordered on ordered.id = subscription_id
              left join offering_terms as terms
                on terms.offering_id = ordered.offering_id and terms.version = terms_version
             where how = 'ordered'
               and (ordered.id is null or ordered.party_id <> entry.party_id
                    or ordered.offering_id <> entry.offering_id or ordered.ordered_at <> ended_at
                    or ordered.ordered_at < waited_at or ordered.ordered_at >= closes_at
                    or ordered.shares > entry.shares or (ordered.shares < entry.shares and not accept_fewer))`,
  },
  {
    name: 'A party waits once at most in an offering',
    query: `select offering_id, party_id, count(*) from waiting_entry
             where not exists (select from waiting_end where waiting_entry_id = id)
             group by offering_id, party_id having count(*) > 1`,
  },
]
