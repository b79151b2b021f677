import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { book, type NewPosting } from '../../ledger/book.ts'
import { projectOf } from '../../offerings/projects.ts'
import { holderAccount } from '../../shares/shares-accounts.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import type { DistributionRow } from '../run/distributions.ts'
import { type LineName, latestNumberOf } from './reversals.ts'
import type { Reversal } from './reverse-run.ts'

/**
 * Takes one line back: the holder gives its net, the levies what they withheld from it, also late, and the gross lies on the
 * revenue account of the project until an adjustment says who gets it. The next run starts without what the line had
 * moved of the holder's carry, and the line counts no more towards his cap.
 */
export async function reverseLine(em: EntityManager, reversal: Reversal, line: LineName): Promise<void> {
  const { requestId, run, approverId, reversedAt, bookedOn } = reversal
  const { net, gross, carry } = await lineOf(em, run.id, line)
  const afterNumber = await latestNumberOf(em, run.projectId)
  const carryBack = carry - (await carryInto(em, run, line))
  await sqlOf(em)
    .insertInto('lineReversal')
    .values({ distributionId: run.id, ...line, requestId, carryBack, afterNumber, approverId, reversedAt })
    .execute()
  const late = await lateLeviesOf(em, run, line)
  const withheldLate = late.reduce((sum, { amount }) => sum + amount, 0n)
  const revenue = revenueAccount(await projectOf(em, run.projectId))
  await book(em, { kind: 'lineReversed', factId: requestId, bookedOn }, [
    { account: revenue, amount: -gross },
    { account: holderAccount(line.holderId, run.currency), amount: net - withheldLate },
    ...(await leviesOf(em, run, line)),
    ...late,
  ])
}

function lineOf(em: EntityManager, distributionId: string, { classId, holderId }: LineName) {
  return sqlOf(em)
    .selectFrom('dividend')
    .select(['net', 'gross', 'carry'])
    .where('distributionId', '=', distributionId)
    .where('classId', '=', classId)
    .where('holderId', '=', holderId)
    .executeTakeFirstOrThrow()
}

/** The carry with which a holder came into a run: that of the run before, less that of lines taken back in between. */
async function carryInto(em: EntityManager, run: DistributionRow, line: LineName): Promise<bigint> {
  const { classId, holderId } = line
  const { rows } = await sql<{ carry: bigint }>`
    select (coalesce((select carry from dividend
                       where distribution_id = run.previous_id and class_id = ${classId} and holder_id = ${holderId}), 0)
          - coalesce((select sum(carry_back) from line_reversal
                       where class_id = ${classId} and holder_id = ${holderId}
                         and after_number >= coalesce(before.number, 0) and after_number < run.number), 0))::bigint
           as carry
      from distribution as run left join distribution as before on before.id = run.previous_id
     where run.id = ${run.id}`.execute(sqlOf(em))
  return rows[0]?.carry ?? 0n
}

/** What each levy gives back of what it withheld from a line. */
async function leviesOf(em: EntityManager, run: DistributionRow, line: LineName): Promise<NewPosting[]> {
  const { rows } = await sql<{ code: string; amount: bigint }>`
    select rule.code, sum(withheld.amount)::bigint as amount
      from dividend as line
     cross join unnest(levies) with ordinality as withheld (amount, place)
      join distribution_levy as rule on rule.distribution_id = line.distribution_id
       and rule.standing = line.standing and position = place - 1
     where line.distribution_id = ${run.id} and class_id = ${line.classId} and holder_id = ${line.holderId}
     group by rule.code order by rule.code`.execute(sqlOf(em))
  return rows.map(({ code, amount }) => {
    return { account: { kind: 'levy', code, currency: run.currency }, amount }
  })
}

/** The same of what was withheld late, because the line had been held. */
async function lateLeviesOf(em: EntityManager, run: DistributionRow, line: LineName): Promise<NewPosting[]> {
  const rows = await sqlOf(em)
    .selectFrom('lateLevy')
    .innerJoin('levyRelease', 'levyRelease.id', 'releaseId')
    .select(['code', 'amount'])
    .where('distributionId', '=', run.id)
    .where('classId', '=', line.classId)
    .where('holderId', '=', line.holderId)
    .orderBy('position')
    .execute()
  return rows.map(({ code, amount }) => {
    return { account: { kind: 'levy', code, currency: run.currency }, amount }
  })
}
