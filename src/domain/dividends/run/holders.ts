import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readInPieces } from '../../../database/cursor.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { ContractTerms, Weights } from '../../offerings/terms/contract-terms.ts'
import type { Holders } from './decide-run.ts'

/** Which class, from which run the carries come, and at which instants holding counts. */
export type HoldersQuestion = {
  classId: string
  code: string
  currency: string
  previousId: string | null
  /** Just after the last day that counts. */
  instant: Date
  /** Just after each day that counts, in order: share-days are the sum of what was held at them. */
  dayEnds: readonly Date[]
  /** Just after each day of the minimum holding period up to the record date, in order. */
  heldAt: readonly Date[]
}

type Row = {
  holderId: string
  accountId: string | null
  weight: bigint
  carry: bigint
  paidIn: bigint
  received: bigint
}

/** What a run loads of a class besides what it decides from: the accounts of its holders, null where there is none. */
export type LoadedHolders = { holders: Holders; sold: bigint; accountIds: (string | null)[] }

/**
 * The holders of a class for a run, in the order of their ids: weights, carries of the run before, what was paid in,
 * and where the contract has caps what they have received. Read in pieces into columns, so that a million stay small.
 */
export async function holdersFor(
  em: EntityManager,
  question: HoldersQuestion,
  terms: Pick<ContractTerms, 'caps' | 'weights'>,
): Promise<LoadedHolders> {
  const capped = terms.caps?.some(cap => cap.class === question.code) === true
  const query = holdersSql(question, { capped, weights: terms.weights ?? { by: 'recordDate' } })
  const ids: string[] = []
  const accountIds: (string | null)[] = []
  const pieces: Record<Column, BigInt64Array>[] = []
  for await (const rows of readInPieces<Row>(em, query)) {
    const column = (name: Column) => BigInt64Array.from(rows, row => row[name])
    for (const { holderId, accountId } of rows) {
      ids.push(holderId)
      accountIds.push(accountId)
    }
    pieces.push({
      weight: column('weight'),
      carry: column('carry'),
      paidIn: column('paidIn'),
      received: column('received'),
    })
  }
  const joined = (name: Column) => joinColumns(pieces.map(piece => piece[name]))
  const holders = {
    ids,
    weights: joined('weight'),
    carries: joined('carry'),
    paidIn: joined('paidIn'),
    received: joined('received'),
  }
  return { holders, sold: await soldAt(em, question), accountIds }
}

type Column = 'weight' | 'carry' | 'paidIn' | 'received'

function joinColumns(pieces: readonly BigInt64Array[]): BigInt64Array {
  const joined = new BigInt64Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let start = 0
  for (const piece of pieces) {
    joined.set(piece, start)
    start += piece.length
  }
  return joined
}

function holdersSql(
  question: HoldersQuestion,
  { capped, weights }: { capped: boolean; weights: Weights },
): RawBuilder<unknown> {
  const { classId, previousId } = question
  const received = sql`select holder_id, sum(gross)::bigint as received from dividend
                        where ${capped} and class_id = ${classId} group by holder_id`
  return sql`
    with held as (${heldSql(question, weights)}),
         before as (select holder_id, carry from dividend
                     where distribution_id = ${previousId} and class_id = ${classId}),
         received as (${received})
    select holder_id as "holderId", account.id as "accountId", coalesce(weight, 0)::bigint as weight, coalesce(carry, 0) as carry,
           coalesce(paid_in, 0)::bigint as "paidIn", coalesce(received, 0) as received
      from held full join before using (holder_id) left join received using (holder_id)
      left join account on account.kind = 'holder' and owner_id = holder_id and currency = ${question.currency}
     order by holder_id`
}

/**
 * Shares at the record date, or share-days. Where the contract asks for a minimum holding only those count that were
 * held all the time: the least that was held at the end of any of its days. What was paid in is that of all shares
 * held at the record date, whatever they weigh.
 */
function heldSql(question: HoldersQuestion, { by, minimumDays = 0 }: Weights): RawBuilder<unknown> {
  const { classId, instant, dayEnds, heldAt } = question
  const sides = sql`
    select taker_id as holder_id, shares, paid_in, occurred_at from lot where class_id = ${classId}
    union all select giver_id, -shares, -paid_in, occurred_at from lot
     where class_id = ${classId} and giver_id is not null`
  if (by === 'recordDate' && minimumDays === 0) {
    return sql`select holder_id, sum(shares) as weight, sum(paid_in) as paid_in from (${sides}) as side
                where occurred_at < ${instant} group by holder_id having sum(shares) <> 0`
  }
  const counted = by === 'shareDays' ? dayEnds : [instant]
  return sql`
    with moment as (
      select at, 'counted' as what from unnest(${counted}::timestamptz[]) as at
      union all select at, 'held' from unnest(${heldAt}::timestamptz[]) as at
      union all select ${instant}::timestamptz, 'recorded'
    ), standing as (
      select holder_id, at, what, sum(shares) as shares, sum(paid_in) as paid_in
        from moment join (${sides}) as side on side.occurred_at < at group by holder_id, at, what
    ), throughout as (
      select holder_id, case when ${heldAt.length} > 0 then
               case when count(*) filter (where what = 'held') < ${heldAt.length} then 0
                    else min(shares) filter (where what = 'held') end end as least
        from standing group by holder_id
    )
    select holder_id, sum(least(shares, throughout.least)) filter (where what = 'counted') as weight,
           max(paid_in) filter (where what = 'recorded') as paid_in
      from standing join throughout using (holder_id) group by holder_id
    having sum(shares) filter (where what <> 'held') <> 0`
}

async function soldAt(em: EntityManager, { classId, instant }: HoldersQuestion): Promise<bigint> {
  const { rows } = await sql<{ sold: bigint }>`
    select coalesce(sum(shares), 0)::bigint as sold from lot
     where class_id = ${classId} and giver_id is null and occurred_at < ${instant}`.execute(sqlOf(em))
  return rows[0]?.sold ?? 0n
}
