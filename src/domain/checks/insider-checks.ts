import type { Check } from './check.ts'

/** Who is of the platform: Art 8(2) of Regulation (EU) 2020/1503. */
export const INSIDER_CHECKS: readonly Check[] = [
  {
    name: 'Who counts as one of the platform’s people was declared by one person and confirmed by another, not by himself',
    query: `select confirmed.party_id, version from insider_confirmation as confirmed
              left join insider_declaration as declared using (party_id, version)
             where declarer_id is null or declarer_id = confirmer_id
                or confirmed.party_id in (declarer_id, confirmer_id) or confirmed_at < declared_at`,
  },
]
