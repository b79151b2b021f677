import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readColumns, type Words } from '../../../database/copy-out.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { ContractTerms, LevyClause } from '../../offerings/terms/contract-terms.ts'
import type { PackedIds } from '../../packed-ids.ts'
import { LIKE_MOST, type Standings, standingOf } from '../levies/standings.ts'
import { total } from './class-facts.ts'
import type { Holders } from './decide-run.ts'
import { soldAt } from './sold-at.ts'

/** Which class, from which run the carries come, and at which instants holding counts. */
export type HoldersQuestion = {
  classId: string
  code: string
  previousId: string | null
  /** Earlier runs that are adjusted: their holders are read too, also those who hold nothing now. */
  adjustedRuns: readonly string[]
  /** The number of that run, when lines were taken back since; else null. */
  takenBackSince: number | null
  /** Just after the last day that counts. */
  instant: Date
  /** Just after each day that counts, in order: share-days are the sum of what was held at them. */
  dayEnds: readonly Date[]
  /** Just after each day of the minimum holding period up to the record date, in order. */
  heldAt: readonly Date[]
  /** Only what runs before this one gave counts as received; not given: all runs. */
  runsBefore?: number
  /** Only this holder; not given: all. */
  holderId?: string
}

/**
 * What a run loads of a class besides what it decides from. Among the holders are those who hold nothing any more but
 * keep a fraction from the run before. `ids` and `accountIds` are theirs in their order; who has no account yet has
 * sixteen zero bytes there. `standings`: the places of their tax standings, all the same where no levy is withheld.
 */
export type LoadedHolders = {
  holders: Holders
  sold: bigint
  ids: PackedIds
  accountIds: PackedIds
  standings: Uint16Array
}

type Asked = Pick<ContractTerms, 'caps' | 'weights' | 'levies'>

/** What is asked of taxes: on the day the net is credited, as declared up to an instant. `standings` grows by those found. */
export type Taxed = { standings: Standings; paidOn: string; knownAt: Date }

/** What is read of a holder: the last two only where the contract asks for them. */
type Columns = { ids: 'id'; accountIds: 'id'; weights: 'bigint'; carries: 'bigint'; paidIn: 'bigint' } & {
  received?: 'bigint'
  standing?: 'word'
}

/**
 * The holders of a class for a run, in the order of their ids: weights, carries of the run before, what was paid in,
 * where the contract has caps or gives capital back first what they have received, and where it withholds levies and
 * somebody asks (`taxed`) where they are taxed. They come as columns, so that a million stay small.
 */
export async function holdersFor(
  em: EntityManager,
  question: HoldersQuestion,
  terms: Asked,
  taxed: Taxed | null,
): Promise<LoadedHolders> {
  // Workers beside would read the holders out of order, and sort a million on disk.
  await sql`set local max_parallel_workers_per_gather = 0`.execute(sqlOf(em))
  const kinds: Columns = {
    ...{ ids: 'id', accountIds: 'id', weights: 'bigint', carries: 'bigint', paidIn: 'bigint' },
    ...(asksReceived(question, terms) && { received: 'bigint' }),
    ...(taxed !== null && terms.levies !== 'none' && { standing: 'word' }),
  }
  const rows = await expected(em, question)
  const read = await readColumns(em, holdersSql(question, terms, taxed), kinds, rows)
  const { ids, accountIds, weights, carries, paidIn, standing } = read
  const received = read.received ?? []
  const all = isSimple(terms) && question.holderId === undefined
  return {
    holders: { ids, weights, carries, paidIn, received },
    sold: all ? total(weights) : await soldAt(em, question),
    ids,
    accountIds,
    standings: placesOf(ids.length, standing, taxed),
  }
}

const asksReceived = ({ code }: HoldersQuestion, { caps, levies }: Asked) =>
  (levies !== 'none' && levies.capitalFirst === true) || caps?.some(cap => cap.class === code) === true

/** Whether shares weigh as they stand in the register at the record date. */
const isSimple = ({ weights: { by, minimumDays = 0 } = { by: 'recordDate' } }: Asked) =>
  by === 'recordDate' && minimumDays === 0

/** About as many as had a line in the run before. */
async function expected(
  em: EntityManager,
  { previousId, classId, holderId }: HoldersQuestion,
): Promise<number> {
  if (previousId === null || holderId !== undefined) return 1
  const pool = await sqlOf(em)
    .selectFrom('distributionPool')
    .select('holders')
    .where('distributionId', '=', previousId)
    .where('classId', '=', classId)
    .executeTakeFirst()
  return Math.ceil((pool?.holders ?? 1) * 1.02)
}

function placesOf(length: number, standing: Words | undefined, taxed: Taxed | null): Uint16Array {
  const places = new Uint16Array(length)
  if (standing === undefined || taxed === null) return places
  const { indexes, words } = standing
  // Only those that somebody has become standings.
  const known: number[] = []
  for (let index = 0; index < length; index++) {
    const word = indexes[index] as number
    known[word] ??= taxed.standings.placeOf(standingOf(words[word] ?? null))
    places[index] = known[word]
  }
  return places
}

/**
 * All joins go by the holder's id, in whose order the tables have indexes: the rows come as they are asked for, and a
 * million are never sorted. Who holds nothing comes for his carry, or for an adjustment.
 */
function holdersSql(question: HoldersQuestion, terms: Asked, taxed: Taxed | null): RawBuilder<unknown> {
  const [{ classId, adjustedRuns, instant }, { levies }] = [question, terms]
  const [simple, received] = [isSimple(terms), asksReceived(question, terms)]
  const adjusting = adjustedRuns.length > 0
  const comes = [
    sql`shares <> 0`,
    sql`carry <> 0`,
    ...(simple ? [] : [sql`weight <> 0`]),
    ...(adjusting ? [sql`adjusted`] : []),
  ]
  return sql`
    select holder_id, account_id, ${simple ? sql`shares` : sql`coalesce(weight, 0)`}::bigint, coalesce(carry, 0),
           held.paid_in${received ? sql`, coalesce(received, 0)` : sql``}${taxed === null || levies === 'none' ? sql`` : standingSql(taxed)}
      from held_before(${classId}, ${instant}) as held
      left join (${carriesSql(question)}) as before using (holder_id)
           ${simple ? sql`` : sql`left join (${weightsSql(question, terms)}) as weighed using (holder_id)`}
           ${adjusting ? sql`left join (${adjustedSql(question)}) as touched using (holder_id)` : sql``}
           ${received ? sql`left join (${receivedSql(question)}) as received using (holder_id)` : sql``}
           ${taxed === null || levies === 'none' ? sql`` : taxedSql(taxed, levies)}
     where (${sql.join(comes, sql` or `)})${ofHolder(question, sql`holder_id`)}
     order by holder_id`
}

const adjustedSql = ({ adjustedRuns, classId }: HoldersQuestion) => sql`
  select distinct holder_id, true as adjusted from dividend
   where distribution_id = any(${adjustedRuns}::uuid[]) and class_id = ${classId}`

const receivedSql = (question: HoldersQuestion) => sql`
  select holder_id, sum(gross)::bigint as received from dividend
   where class_id = ${question.classId}${ofRuns(question)} and ${standing(question)}
   group by holder_id`

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

/** Where those are taxed who are not like most, or declared something later; and the day of a statement that may waive. */
function taxedSql({ paidOn, knownAt }: Taxed, { income }: LevyClause): RawBuilder<unknown> {
  const { kind, country } = LIKE_MOST
  return sql`
    left join (select party_id, kind, country, proved_on from tax_standing
                where (kind = ${kind} and country = ${country} and proved_on <= ${paidOn}) is not true
                  and coalesce(declared_at <= ${knownAt}, true)
               union all
               select later.party_id, kind, before.country, before.proved_on from tax_standing as later
                 left join lateral (select country, proved_on from tax_residence
                                     where party_id = later.party_id and declared_at <= ${knownAt}
                                     order by version desc limit 1) as before on true
                where later.declared_at > ${knownAt}) as unlike
      on unlike.party_id = holder_id
    left join tax_waiver as waiver on waiver.party_id = holder_id and income = ${income}
     and year = ${Number(paidOn.slice(0, 4))} and requested_at <= ${knownAt}`
}

/** As `standingOf` reads it. */
function standingSql({ paidOn }: Taxed): RawBuilder<unknown> {
  const { kind, country } = LIKE_MOST
  return sql`, case when unlike.party_id is not null or received_on is not null then
    coalesce(kind || ' ' || coalesce(country, '-') || case when proved_on <= ${paidOn} then ' t ' else ' f ' end,
             ${kind} || ' ' || ${country} || ' t ') || coalesce(received_on::text, '-') end`
}

/**
 * Share-days, or shares at the record date of which only those count that were held all the time of a minimum holding:
 * the least that was held at the end of any of its days.
 */
function weightsSql(question: HoldersQuestion, { weights }: Asked): RawBuilder<unknown> {
  const { classId, instant, dayEnds, heldAt } = question
  const sides = sql`
    select taker_id as holder_id, shares, occurred_at from lot
     where class_id = ${classId}${ofHolder(question, sql`taker_id`)}
    union all select giver_id, -shares, occurred_at from lot
     where class_id = ${classId} and giver_id is not null${ofHolder(question, sql`giver_id`)}`
  const counted = weights?.by === 'shareDays' ? dayEnds : [instant]
  return sql`
    with moment as (
      select at, 'counted' as what from unnest(${counted}::timestamptz[]) as at
      union all select at, 'held' from unnest(${heldAt}::timestamptz[]) as at
    ), standing as (
      select holder_id, at, what, sum(shares) as shares
        from moment join (${sides}) as side on side.occurred_at < at group by holder_id, at, what
    ), throughout as (
      select holder_id, case when ${heldAt.length} > 0 then
               case when count(*) filter (where what = 'held') < ${heldAt.length} then 0
                    else min(shares) filter (where what = 'held') end end as least
        from standing group by holder_id
    )
    select holder_id, sum(least(shares, throughout.least)) filter (where what = 'counted') as weight
      from standing join throughout using (holder_id) group by holder_id`
}
