import type { Check } from '../check.ts'

/** What leaves the house as files: exports of the books, and the packs of auditors. */
export const EXPORT_CHECKS: readonly Check[] = [
  {
    name: 'Progress is kept only of exports that were asked for and have not ended',
    query: `select export_id, tries, progress.rows from export_progress as progress
              left join export_request as request on request.id = export_id
              left join export_end as finish using (export_id)
             where request.id is null or finish.export_id is not null or progress.rows < 0 or tries < 1`,
  },
  {
    name: 'An export ended after it was asked for, with a file that its hash names, or with the reason why there is none',
    query: `select export_id, requested_at, ended_at, rows, bytes, sha256 from export_end
              join export_request as request on request.id = export_id
             where ended_at < requested_at or rows < 0 or bytes <= 0 or sha256 !~ '^[0-9a-f]{64}$' or failure = ''`,
  },
  {
    name: 'An auditor’s pack holds as many payments as were asked for, or all there were, and never more than there are',
    query: `select id, asked, items, basis, candidates, sha256 from audit_pack
             where items <> least(asked, candidates) or asked < 1 or bytes <= 0 or sha256 !~ '^[0-9a-f]{64}$'
                or candidates > case basis when 'payouts' then (select count(*) from payout_leg_end where how = 'settled')
                                           else (select count(*) from dividend where net > 0) end`,
  },
]
