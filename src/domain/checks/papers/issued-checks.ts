import type { Check } from '../check.ts'

/** Certificates of what is held and what was lost. */
export const ISSUED_CHECKS: readonly Check[] = [
  {
    name: 'A certificate that takes the place of another is the next version for the same holder and subject, and says what its kind says',
    query: `select paper.id, paper.kind, paper.version from certificate as paper
              left join certificate as before on before.id = paper.replaces_id
              left join certified_shares as held on held.certificate_id = paper.id
              left join certified_loss as lost on lost.certificate_id = paper.id
             where (before.kind, before.subject_id, before.holder_id, before.version)
                   is distinct from (paper.kind, paper.subject_id, paper.holder_id, paper.version - 1) and paper.version > 1
                or (paper.replaces_id is null) <> (paper.version = 1)
                or (held.certificate_id is not null) <> (paper.kind = 'shares')
                or (lost.certificate_id is not null) <> (paper.kind = 'loss')`,
  },
  {
    // A lot of an earlier day that was recorded later is told by the next version. Acts are told apart by the database's own
    // time, which a move to another database keeps, unlike their transactions.
    name: 'A certificate of shares says what the register of the class had for its holder at the lot it is as of',
    query: `select paper.id, held.shares, register.shares as registered from certificate as paper
              join certified_shares as held on certificate_id = paper.id
              join lot as latest on latest.id = lot_id
              join act as issuing on issuing.id = paper.act_id
              cross join lateral (
                select coalesce(sum(case when taker_id = paper.holder_id then lot.shares else 0 end
                                  - case when giver_id = paper.holder_id then lot.shares else 0 end), 0) as shares
                  from lot join act as recording on recording.id = lot.act_id
                 where lot.class_id = paper.subject_id and recording.created_at <= issuing.created_at
                   and (lot.occurred_at, lot.id) <= (latest.occurred_at, latest.id)) as register
             where latest.class_id <> paper.subject_id or held.shares <> register.shares
                or latest.occurred_at <> paper.dated_at`,
  },
  {
    // What happened since the day before it was issued is told by the next version, which a job issues.
    name: 'A certificate of a loss that stands says what the lines of its holder that stand gave him',
    query: `select paper.id, lost.got_back, given.gross from certificate as paper
              join certified_loss as lost on certificate_id = paper.id
              cross join lateral (
                select coalesce(sum(gross), 0) as gross,
                       max(greatest(distributed_at, back.reversed_at, taken.reversed_at)) as moved_at
                  from (select line.*, run.distributed_at from dividend as line
                          join distribution as run on run.id = distribution_id
                         where run.project_id = paper.subject_id and line.holder_id = paper.holder_id) as line
                  left join run_reversal as back on back.distribution_id = line.distribution_id
                  left join line_reversal as taken
                    on (taken.distribution_id, taken.class_id, taken.holder_id)
                     = (line.distribution_id, line.class_id, line.holder_id)
                 where back.distribution_id is null and taken.distribution_id is null) as given
             where not exists (select from certificate as later where later.replaces_id = paper.id)
               and (given.moved_at is null or given.moved_at <= paper.issued_at - interval '1 day')
               and not exists (
                 select from distribution as run
                   left join run_reversal as back on back.distribution_id = run.id
                   left join line_reversal as taken on taken.distribution_id = run.id
                  where run.project_id = paper.subject_id
                    and greatest(back.reversed_at, taken.reversed_at) > paper.issued_at - interval '1 day')
               and lost.got_back <> given.gross`,
  },
]
