import { regimesWith } from '../../offerings/terms/regimes.ts'
import type { Check } from '../check.ts'
import { SUSPENSIONS } from './suspensions.ts'

const REGIMES = regimesWith('sheetCorrection')
  .map(name => `'${name}'`)
  .join(', ')

/** What Art 23(12) of Regulation (EU) 2020/1503 asks for where a key information sheet was found wrong. */
export const SUSPENSION_CHECKS: readonly Check[] = [
  {
    name: 'While an offering was suspended for its sheet nobody ordered in it and it was not funded',
    query: `select offering_id, suspended_at from ${SUSPENSIONS} as suspension
             cross join lateral (
                   select ordered_at as at from subscription where subscription.offering_id = suspension.offering_id
                   union all
                   select closed_at from offering_closure as closure
                    where closure.offering_id = suspension.offering_id and outcome = 'funded') as done
             where at > suspended_at and at < coalesce(corrected_at, 'infinity')`,
  },
  {
    name: 'An offering that was suspended for its sheet had thirty calendar days to go on with another one',
    query: `select suspension.offering_id, suspension.version from ${SUSPENSIONS} as suspension
              join offering on offering.id = suspension.offering_id
              join project on project.id = project_id
              join offering_terms as terms
                on terms.offering_id = suspension.offering_id and terms.version = suspension.version
              left join offering_terms as after
                on after.offering_id = suspension.offering_id and after.version = corrected_version
             where correct_by <> ((suspended_at at time zone time_zone)::date + 31)::timestamp at time zone time_zone
                or corrected_at >= correct_by or after.key_information = terms.key_information
                or terms.regime is null or terms.regime not in (${REGIMES})`,
  },
]
