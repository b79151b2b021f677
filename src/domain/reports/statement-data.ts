import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { adjustmentsOfDistribution } from '../dividends/adjustments/adjustments.ts'
import { countedLines } from '../dividends/conversion/counted-lines.ts'
import { toldConversions } from '../dividends/conversion/told-conversions.ts'
import { leviesOfLine } from '../dividends/levies/levies-of-line.ts'
import type { Levy } from '../dividends/levies/levies-on.ts'
import { rulesOfRun } from '../dividends/levies/rules-of-run.ts'
import { reportsOfDistribution } from '../dividends/revenue/reports.ts'
import {
  type DistributionRow,
  type DividendRow,
  distributions,
  dividends,
  poolsOf,
  type RecipientRow,
  recipientsOf,
} from '../dividends/run/distributions.ts'
import { statementNumbers } from '../dividends/statements/statement-numbers.ts'
import { exact, parseExact, parseRatio } from '../money/fraction.ts'
import { contractById } from '../offerings/contracts.ts'
import { classesOf, projectOf } from '../offerings/projects.ts'
import type { ContractTerms, IncomeKind, Recipient } from '../offerings/terms/contract-terms.ts'
import { type PartyProfile, profileOf, profiles } from '../parties/people/profiles.ts'

/** What is the same on every paper about one distribution. */
type Shared = Awaited<ReturnType<typeof sharedOf>>

/** Everything a holder's paper about a distribution says, but for the words of the platform. */
export type HolderStatement = {
  profile: PartyProfile
  number: string
  distribution: DistributionRow
  project: { name: string; issuer: string }
  reports: Shared['reports']
  adjustments: Shared['adjustments']
  split: (Shared['split'][number] & { own: boolean })[]
  holdings: {
    className: string
    shares: bigint
    allShares: bigint
    pool: bigint
    amount: bigint
    capital: bigint
    levies: Levy[] | null
    /** What is missing to know the levies: the amount is held. */
    held: string | null
    net: bigint
    /** What corrections bring to the exact share, in 10^-18 of a minor unit. */
    corrections: bigint
    carryBefore: bigint
    carryAfter: bigint
  }[]
  putIn: bigint
  /** Net, as `thisTime` is. */
  receivedBefore: bigint
  thisTime: bigint
  /** What is paid above what was paid in; null: the terms withhold no levy. */
  income: IncomeKind | null
}

/** The papers of these holders about a distribution, as of that distribution: the same whenever it is asked. */
export async function statementData(
  em: EntityManager,
  distributionId: string,
  holderIds: readonly string[],
): Promise<HolderStatement[]> {
  const shared = await sharedOf(em, distributionId)
  const lines = Map.groupBy(
    await dividends(em, { distributionIds: [distributionId], holderIds }),
    line => line.holderId,
  )
  const before = await carriesBefore(em, distributionId, holderIds)
  const corrections = await correctionsOf(em, distributionId, holderIds)
  const money = await moneyOf(em, shared.distribution, holderIds)
  const people = await profiles(em, holderIds)
  const numberOf = await statementNumbers(em, distributionId, holderIds)
  return people.map(profile => {
    const own = lines.get(profile.partyId) ?? []
    const { putIn, receivedBefore } = money.get(profile.partyId) ?? { putIn: 0n, receivedBefore: 0n }
    return {
      profile,
      number: numberOf(profile.partyId),
      distribution: shared.distribution,
      project: shared.project,
      reports: shared.reports,
      adjustments: shared.adjustments,
      split: shared.split.map(part => ({ ...part, own: own.some(line => part.classId === line.classId) })),
      holdings: own.map(line => holdingOf(line, shared, { before, corrections })),
      putIn,
      receivedBefore,
      thisTime: own.reduce((total, line) => total + line.net, 0n),
      income: shared.income,
    }
  })
}

type Units = ReadonlyMap<string, bigint>

function holdingOf(
  line: DividendRow,
  shared: Shared,
  { before, corrections }: { before: Units; corrections: Units },
) {
  const key = `${line.holderId}:${line.classId}`
  const pool = shared.pools.get(line.classId)
  return {
    className: shared.classNames.get(line.classId) ?? '',
    shares: line.weight,
    allShares: pool?.weight ?? 0n,
    pool: pool?.amount ?? 0n,
    amount: line.gross,
    capital: line.capital,
    ...leviesOfLine(line, shared.rules),
    net: line.net,
    corrections: corrections.get(key) ?? 0n,
    carryBefore: before.get(key) ?? 0n,
    carryAfter: line.carry,
  }
}

async function sharedOf(em: EntityManager, distributionId: string) {
  const [distribution] = await distributions(em, [distributionId])
  if (distribution === undefined) throw new Error(`There is no distribution ${distributionId}`)
  const project = await projectOf(em, distribution.projectId)
  const classes = await classesOf(em, project.id)
  const issuer = await profileOf(em, project.issuerId)
  const { terms } = await contractById(em, distribution.contractId)
  const recipients = await recipientsOf(em, distributionId)
  const pools = await poolsOf(em, distributionId)
  const ratios = ratiosOf(terms, recipients, distribution.amount)
  const split = recipients.map(({ recipient, amount }) => {
    const [kind, code] = recipient.split(':') as ['class' | 'issuer' | 'platform' | 'partner', string?]
    const shareClass = kind === 'class' ? classes.find(each => each.code === code) : undefined
    const partner = kind === 'partner' ? terms.partners.find(each => each.code === code) : undefined
    const name = shareClass?.name ?? partner?.name ?? (kind === 'issuer' ? issuer.name : '')
    return { name, kind, ratio: ratios.get(recipient) ?? null, amount, classId: shareClass?.id ?? null }
  })
  return {
    distribution,
    project: { name: project.name, issuer: issuer.name },
    classNames: new Map(classes.map(each => [each.id, each.name])),
    pools: new Map(pools.map(pool => [pool.classId, pool])),
    reports: await reportFigures(em, distributionId),
    adjustments: (await adjustmentsOfDistribution(em, distributionId)).map(({ kind, amount }) => ({
      kind,
      amount,
    })),
    income: terms.levies === 'none' ? null : terms.levies.income,
    rules: await rulesOfRun(em, distributionId),
    split,
  }
}

/** The ratios by which the whole was split, if each recipient was due just that of it: one tier, no unsold shares. */
function ratiosOf(
  { tiers }: ContractTerms,
  recipients: readonly RecipientRow[],
  amount: bigint,
): Map<Recipient, string> {
  const [tier, ...others] = tiers
  if (tier === undefined || others.length > 0) return new Map()
  const ratios = new Map(tier.split.map(({ to, ratio }) => [to, ratio]))
  const isWhole = recipients.every(({ recipient, exact: due }) => {
    const ratio = ratios.get(recipient)
    return ratio !== undefined && parseRatio(ratio).mul(exact(amount)).equals(parseExact(due))
  })
  return isWhole ? ratios : new Map()
}

/** The reports of a run with their deductions by name and how they were converted, oldest period first. Minor units. */
export async function reportFigures(em: EntityManager, distributionId: string) {
  const reports = await reportsOfDistribution(em, distributionId)
  const ids = reports.map(report => report.id)
  const lines = await countedLines(em, ids)
  const conversions = new Map((await toldConversions(em, ids)).map(each => [each.reportId, each]))
  return reports.map(report => ({
    from: report.periodStart,
    to: report.periodEnd,
    gross: report.gross,
    net: report.net,
    deductions: lines
      .filter(line => line.reportId === report.id && line.deduction !== 0n)
      .map(line => ({ label: line.deductionLabel ?? line.source, amount: line.deduction })),
    conversion: conversions.get(report.id) ?? null,
  }))
}

/** The carries these holders had before the run, by holder and class. */
async function carriesBefore(
  em: EntityManager,
  distributionId: string,
  holderIds: readonly string[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ holderId: string; classId: string; carry: bigint }>`
    select holder_id as "holderId", class_id as "classId", sum(carry)::bigint as carry from (
      select holder_id, class_id, carry from distribution join dividend on distribution_id = previous_id
       where distribution.id = ${distributionId} and holder_id = any(${holderIds}::uuid[])
      union all
      select back.holder_id, back.class_id, -carry_back from distribution as run
        left join distribution as before on before.id = run.previous_id
        join line_reversal as back on after_number < run.number and after_number >= coalesce(before.number, 0)
        join share_class as class on class.id = back.class_id and class.project_id = run.project_id
       where run.id = ${distributionId} and back.holder_id = any(${holderIds}::uuid[])) as moved
     group by holder_id, class_id`.execute(sqlOf(em))
  return new Map(rows.map(row => [`${row.holderId}:${row.classId}`, row.carry]))
}

/** What corrections bring to the lines of these holders, by "holder:class". */
async function correctionsOf(
  em: EntityManager,
  distributionId: string,
  holderIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await sqlOf(em)
    .selectFrom('adjustedLine')
    .select(['holderId', 'classId', 'amount'])
    .where('distributionId', '=', distributionId)
    .where('holderId', 'in', holderIds)
    .execute()
  return new Map(rows.map(row => [`${row.holderId}:${row.classId}`, BigInt(row.amount)]))
}

/** What these holders had put into the project and received from it before this distribution. */
async function moneyOf(em: EntityManager, run: DistributionRow, holderIds: readonly string[]) {
  const { rows } = await sql<{ holderId: string; putIn: bigint; receivedBefore: bigint }>`
    select holder_id as "holderId",
           (select coalesce(sum(case when taker_id = holder_id then paid_in else -paid_in end), 0)::bigint
              from lot join share_class on share_class.id = lot.class_id
             where project_id = ${run.projectId} and holder_id in (taker_id, giver_id)
               and occurred_at <= ${run.distributedAt}) as "putIn",
           (select coalesce(sum(net), 0)::bigint
              from dividend join distribution on distribution.id = dividend.distribution_id
              left join run_reversal as whole on whole.distribution_id = distribution.id
              left join line_reversal as single
                on (single.distribution_id, single.class_id, single.holder_id)
                 = (distribution.id, dividend.class_id, dividend.holder_id)
             where project_id = ${run.projectId} and number < ${run.number}
               and coalesce(least(whole.after_number, single.after_number), ${run.number}) >= ${run.number}
               and dividend.holder_id = holder.holder_id) as "receivedBefore"
      from unnest(${holderIds}::uuid[]) as holder (holder_id)`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.holderId, row]))
}
