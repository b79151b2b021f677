import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readColumns, type Words } from '../../../database/copy-out.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { ContractTerms, LevyClause, Weights } from '../../offerings/terms/contract-terms.ts'
import type { PackedIds } from '../../packed-ids.ts'
import { type Standings, standingOf } from '../levies/standings.ts'
import type { Holders } from './decide-run.ts'

/** Which class, from which run the carries come, and at which instants holding counts. */
export type HoldersQuestion = {
  classId: string
  code: string
  currency: string
  previousId: string | null
  /** Earlier runs that are adjusted: their holders are read too, also those who hold nothing now. */
  adjustedRuns: readonly string[]
  /** The number of that run, when lines were taken back since; else null. */
  takenBackSince: number | null
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
  /** Only what runs before this one gave counts as received; not given: all runs. */
  runsBefore?: number
  /** Only this holder; not given: all. */
  holderId?: string
}

/**
 * What a run loads of a class besides what it decides from. `ids` and `accountIds` are the holders' in their order; who
 * has no account yet has sixteen zero bytes there. `standings`: the places of their tax standings, all 0 where no levy
 * is withheld.
 */
export type LoadedHolders = {
  holders: Holders
  gone: bigint
  sold: bigint
  ids: PackedIds
  accountIds: PackedIds
  standings: Uint16Array
}

type Asked = Pick<ContractTerms, 'caps' | 'weights' | 'levies'>

const COLUMNS = { id: 'id', accountId: 'id', weight: 'bigint', carry: 'bigint', paidIn: 'bigint' } as const

/**
 * The holders of a class for a run, in the order of their ids: weights, carries of the run before, what was paid in,
 * where the contract has caps or gives capital back first what they have received, and where it withholds levies where
 * they are taxed. They come as columns, so that a million stay small.
 */
export async function holdersFor(
  em: EntityManager,
  question: HoldersQuestion,
  terms: Asked,
  standings: Standings,
): Promise<LoadedHolders> {
  const query = holdersSql(question, terms)
  const read = await readColumns(em, query, { ...COLUMNS, received: 'bigint', standing: 'word' })
  const { id: ids, accountId: accountIds, weight, carry: carries, paidIn, received, standing } = read
  const holders = { ids, weights: weight, carries, paidIn, received }
  const gone = (await carriedBefore(em, question)) - total(carries)
  const places = placesOf(standing, standings)
  return { holders, gone, sold: await soldAt(em, question), ids, accountIds, standings: places }
}

function placesOf({ indexes, words }: Words, standings: Standings): Uint16Array {
  const places = words.map(word => (word === null ? 0 : standings.placeOf(standingOf(word))))
  return indexes.map(index => places[index] as number)
}

/**
 * All joins go by the holder's id, in whose order the tables have indexes: the rows come as they are asked for, and a
 * million are never sorted. A standing comes as one word.
 */
function holdersSql(
  question: HoldersQuestion,
  { caps, levies, weights = { by: 'recordDate' } }: Asked,
): RawBuilder<unknown> {
  const { classId, code, currency, adjustedRuns } = question
  const touched = sql`
    full join (select distinct holder_id from dividend
                where distribution_id = any(${adjustedRuns}::uuid[]) and class_id = ${classId}) as touched using (holder_id)`
  const counted = (levies !== 'none' && levies.capitalFirst) || caps?.some(cap => cap.class === code)
  const received = sql`
    left join (select holder_id, sum(gross)::bigint as received from dividend
                where class_id = ${classId}${ofRuns(question)} and ${standing(question)}
                group by holder_id) as received using (holder_id)`
  const taxed =
    levies === 'none' ? null : sql`left join (${taxedSql(question, levies)}) as taxed on party_id = holder_id`
  return sql`
    with held as (${heldSql(question, weights)}),
         before as (${carriesSql(question)})
    select holder_id, account.id, coalesce(weight, 0)::bigint, coalesce(carry, 0), coalesce(paid_in, 0)::bigint,
           ${counted ? sql`coalesce(received, 0)` : sql`0::bigint`}, ${taxed === null ? sql`null::text` : sql`standing`}
      from held ${adjustedRuns.length > 0 ? touched : sql``} left join before using (holder_id) ${counted ? received : sql``}
      left join account on account.kind = 'holder' and owner_id = holder_id and currency = ${currency}
           ${taxed ?? sql``}
     order by holder_id`
}

const ofRuns = ({ runsBefore }: HoldersQuestion) =>
  runsBefore === undefined
    ? sql``
    : sql` and distribution_id in (select id from distribution where number < ${runsBefore})`

/** Lines that were taken back, with their run or alone, were not received; for a run that was made, those it knew of. */
function standing({ classId, runsBefore }: HoldersQuestion): RawBuilder<unknown> {
  const known = runsBefore === undefined ? sql`` : sql` and after_number < ${runsBefore}`
  return sql`
    not exists (select from run_reversal as back where back.distribution_id = dividend.distribution_id${known})
    and not exists (select from line_reversal as back where back.class_id = ${classId}${known}
                       and back.distribution_id = dividend.distribution_id and back.holder_id = dividend.holder_id)`
}

const ofHolder = ({ holderId }: HoldersQuestion, holder: RawBuilder<unknown>) =>
  holderId === undefined ? sql`` : sql` and ${holder} = ${holderId}`
/** The carries of the run before, less what lines taken back since had moved. */
function carriesSql({
  classId,
  previousId,
  takenBackSince,
  runsBefore,
}: HoldersQuestion): RawBuilder<unknown> {
  const before = sql`
    select holder_id, carry from dividend where distribution_id = ${previousId} and class_id = ${classId}`
  if (takenBackSince === null) return before
  const known = runsBefore === undefined ? sql`` : sql` and after_number < ${runsBefore}`
  return sql`
    select holder_id, sum(carry)::bigint as carry
      from (${before} union all
            select holder_id, -carry_back from line_reversal
             where class_id = ${classId} and after_number >= ${takenBackSince}${known}) as moved
     group by holder_id`
}

/** Where parties are taxed, as it was declared last, and the day of a statement that may waive. */
function taxedSql({ paidOn, knownAt }: HoldersQuestion, { income }: LevyClause): RawBuilder<unknown> {
  return sql`
    select party.id as party_id,
           kind || ' ' || coalesce(country, '-') || case when proved_on <= ${paidOn} then ' t ' else ' f ' end
                || coalesce(received_on::text, '-') as standing
      from party
      left join (select distinct on (party_id) party_id, country, proved_on from tax_residence
                  where declared_at <= ${knownAt} order by party_id, version desc) as residence
        on residence.party_id = party.id
      left join tax_waiver as waiver on waiver.party_id = party.id and income = ${income}
       and year = ${Number(paidOn.slice(0, 4))} and requested_at <= ${knownAt}`
}

/**
 * Shares at the record date, or share-days. Where the contract asks for a minimum holding only those count that were
 * held all the time: the least that was held at the end of any of its days. What was paid in is that of all shares
 * held at the record date, whatever they weigh.
 */
function heldSql(question: HoldersQuestion, { by, minimumDays = 0 }: Weights): RawBuilder<unknown> {
  const { classId, instant, dayEnds, heldAt } = question
  const sides = sql`
    select taker_id as holder_id, shares, paid_in, occurred_at from lot
     where class_id = ${classId}${ofHolder(question, sql`taker_id`)}
    union all select giver_id, -shares, -paid_in, occurred_at from lot
     where class_id = ${classId} and giver_id is not null${ofHolder(question, sql`giver_id`)}`
  if (by === 'recordDate' && minimumDays === 0) {
    return simplyHeldSql(question)
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

/** Takers and givers each for themselves: of both together PostgreSQL cannot tell how many holders to expect. */
function simplyHeldSql(question: HoldersQuestion): RawBuilder<unknown> {
  const { classId, instant } = question
  const side = (holder: RawBuilder<unknown>) => sql`
    select ${holder} as holder_id, sum(shares) as shares, sum(paid_in)::bigint as paid_in from lot
     where class_id = ${classId} and occurred_at < ${instant} and ${holder} is not null${ofHolder(question, holder)}
     group by ${holder}`
  return sql`
    select holder_id, taken.shares - coalesce(given.shares, 0) as weight,
           taken.paid_in - coalesce(given.paid_in, 0) as paid_in
      from (${side(sql`taker_id`)}) as taken left join (${side(sql`giver_id`)}) as given using (holder_id)
     where taken.shares <> coalesce(given.shares, 0)`
}

/** The sum of all carries of the class in the run before. */
async function carriedBefore(em: EntityManager, question: HoldersQuestion): Promise<bigint> {
  if (question.previousId === null) return 0n
  const { rows } = await sql<{ carries: string }>`
    select coalesce(sum(carry), 0)::text as carries from (${carriesSql(question)}) as before`.execute(
    sqlOf(em),
  )
  return BigInt(rows[0]?.carries ?? 0)
}

function total(column: BigInt64Array): bigint {
  let all = 0n
  for (const value of column) all += value
  return all
}

/** Shares of a class that were in the register. */
export async function soldAt(
  em: EntityManager,
  { classId, instant }: Pick<HoldersQuestion, 'classId' | 'instant'>,
): Promise<bigint> {
  const { rows } = await sql<{ sold: bigint }>`
    select coalesce(sum(shares), 0)::bigint as sold from lot
     where class_id = ${classId} and giver_id is null and occurred_at < ${instant}`.execute(sqlOf(em))
  return rows[0]?.sold ?? 0n
}
