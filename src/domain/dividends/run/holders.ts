import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readInPieces } from '../../../database/cursor.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { ContractTerms, LevyClause, Weights } from '../../offerings/terms/contract-terms.ts'
import type { Standing, Standings } from '../levies/standings.ts'
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
  /** The day the net is credited. */
  paidOn: string
  /** Tax declarations up to this instant count. */
  knownAt: Date
  /** Just after each day of the minimum holding period up to the record date, in order. */
  heldAt: readonly Date[]
}

type Row = Standing & {
  holderId: string
  accountId: string | null
  weight: bigint
  carry: bigint
  paidIn: bigint
  received: bigint
}

/**
 * What a run loads of a class besides what it decides from: the accounts of its holders, null where there is none, and
 * the places of their tax standings, all 0 where no levy is withheld.
 */
export type LoadedHolders = {
  holders: Holders
  sold: bigint
  accountIds: (string | null)[]
  standings: Uint16Array
}

/**
 * The holders of a class for a run, in the order of their ids: weights, carries of the run before, what was paid in,
 * where the contract has caps or gives capital back first what they have received, and where it withholds levies where
 * they are taxed. Read in pieces into columns, so that a million stay small.
 */
export async function holdersFor(
  em: EntityManager,
  question: HoldersQuestion,
  terms: Pick<ContractTerms, 'caps' | 'weights' | 'levies'>,
  standings: Standings,
): Promise<LoadedHolders> {
  const levied = terms.levies !== 'none'
  const query = holdersSql(question, terms)
  const ids: string[] = []
  const places: Uint16Array[] = []
  const accountIds: (string | null)[] = []
  const pieces: Record<Column, BigInt64Array>[] = []
  for await (const rows of readInPieces<Row>(em, query)) {
    const column = (name: Column) => BigInt64Array.from(rows, row => row[name])
    for (const { holderId, accountId } of rows) {
      ids.push(holderId)
      accountIds.push(accountId)
    }
    places.push(Uint16Array.from(rows, row => (levied ? standings.placeOf(row) : 0)))
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
  const placesOfAll = Uint16Array.from(places.flatMap(piece => [...piece]))
  return { holders, sold: await soldAt(em, question), accountIds, standings: placesOfAll }
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
  { caps, levies, weights = { by: 'recordDate' } }: Pick<ContractTerms, 'caps' | 'weights' | 'levies'>,
): RawBuilder<unknown> {
  const { classId, code, previousId, currency } = question
  const counted = (levies !== 'none' && levies.capitalFirst) || caps?.some(cap => cap.class === code)
  const received = sql`select holder_id, sum(gross)::bigint as received from dividend
                        where ${counted === true} and class_id = ${classId} group by holder_id`
  const taxed = levies === 'none' ? NOT_TAXED : taxedSql(question, levies)
  return sql`
    with held as (${heldSql(question, weights)}),
         before as (select holder_id, carry from dividend
                     where distribution_id = ${previousId} and class_id = ${classId}),
         received as (${received}),
         taxed as (${taxed})
    select holder_id as "holderId", account.id as "accountId", coalesce(weight, 0)::bigint as weight, coalesce(carry, 0) as carry,
           coalesce(paid_in, 0)::bigint as "paidIn", coalesce(received, 0) as received, taxed.*
      from held full join before using (holder_id) left join received using (holder_id)
      left join account on account.kind = 'holder' and owner_id = holder_id and currency = ${currency}
      left join taxed on taxed.party_id = holder_id
     order by holder_id`
}

const NOT_TAXED = sql`select null::uuid as party_id where false`

/** Where parties are taxed, as it was declared last, and the day of a statement that may waive. */
function taxedSql({ paidOn, knownAt }: HoldersQuestion, { income }: LevyClause): RawBuilder<unknown> {
  return sql`
    select party.id as party_id, kind, country, coalesce(proved_on <= ${paidOn}, false) as proved,
           received_on as "waivedOn"
      from party
      left join (select distinct on (party_id) party_id, country, proved_on from tax_residence
                  where declared_at <= ${knownAt} order by party_id, version desc) as residence
        on residence.party_id = party.id
      left join tax_waiver as waiver on waiver.party_id = party.id and income = ${income}
       and year = extract(year from ${paidOn}::date) and requested_at <= ${knownAt}`
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
