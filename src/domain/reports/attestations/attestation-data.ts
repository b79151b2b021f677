import type { EntityManager } from '@mikro-orm/postgresql'
import { adjustmentsOfDistribution } from '../../dividends/adjustments/adjustments.ts'
import { lineReversals, runReversals } from '../../dividends/reversal/reversals.ts'
import {
  type DistributionRow,
  distributions,
  recipientsOf,
  tiersOf,
} from '../../dividends/run/distributions.ts'
import { statementNumbers } from '../../dividends/statements/statement-numbers.ts'
import { PRECISION } from '../../money/allocate.ts'
import { type Exact, exact, round } from '../../money/fraction.ts'
import { type ContractRow, contractById } from '../../offerings/contracts.ts'
import { classesOf, projectOf } from '../../offerings/projects.ts'
import { profileOf } from '../../parties/people/profiles.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { reportFigures } from '../statement-data.ts'
import { bookedByRun } from './booked-by-run.ts'
import { classFigures, type RunLine } from './class-figures.ts'
import { runsTakenAgain } from './runs-taken-again.ts'

/** Everything the paper about a run says, but for the words of the platform: the same whenever it is asked. */
export type RunAttestation = Awaited<ReturnType<typeof attestationData>>

/**
 * What a run did, after so many reversals of it or of its lines. Of its holders it has the numbers of their papers, shares
 * and amounts before levies: no name, and nothing that tells where one of them is taxed.
 */
export async function attestationData(
  em: EntityManager,
  { distributionId, reversals }: { distributionId: string; reversals: number },
) {
  const [run] = await distributions(em, [distributionId])
  if (run === undefined) throw new Error(`There is no distribution ${distributionId}`)
  const project = await projectOf(em, run.projectId)
  const contract = await contractById(em, run.contractId)
  const profile = await profileOf(em, project.issuerId)
  const classes = await classesOf(em, project.id)
  const names = new Map(classes.map(each => [each.code, each.name]))
  const about = { terms: contract.terms, issuer: profile.name, names }
  const numberOf = await statementNumbers(em, run.id, null)
  const given = await classFigures(em, run.id, classes, numberOf)
  const takenBack = (await takenBackOf(em, run.id, given.lines, numberOf)).slice(0, reversals)
  return {
    run: { ...run, contractVersion: contract.version },
    profile,
    project: { name: project.name, issuer: profile.name },
    datedAt: takenBack.at(-1)?.at ?? run.distributedAt,
    reports: await reportFigures(em, run.id),
    adjustments: (await adjustmentsOfDistribution(em, run.id)).map(({ kind, amount }) => ({ kind, amount })),
    tiers: (await tiersOf(em, run.id)).map(({ name, prior, taken, target }) => {
      return { name, prior: units(prior), taken: units(taken), target: target && units(target) }
    }),
    caps: (contract.terms.caps ?? []).map(({ class: code, times }) => {
      return { className: names.get(code) ?? code, times }
    }),
    split: await splitOf(em, run, about),
    ...given,
    booked: await bookedByRun(em, run.id),
    insteadOf: await runsTakenAgain(em, run.id),
    takenBack,
  }
}

type About = { terms: ContractRow['terms']; issuer: string; names: ReadonlyMap<string, string> }

async function splitOf(em: EntityManager, run: DistributionRow, { terms, issuer, names }: About) {
  return (await recipientsOf(em, run.id)).map(({ recipient, amount, carry, posted }) => {
    const [kind, code = ''] = recipient.split(':') as ['class' | 'issuer' | 'platform' | 'partner', string?]
    const partner = terms.partners.find(each => kind === 'partner' && each.code === code)
    const name = kind === 'issuer' ? issuer : (partner?.name ?? names.get(code) ?? '')
    return { kind, name, amount, carry, posted }
  })
}

/** What was taken back, the first first: lines by the number of their paper, and null where it was the run as a whole. */
async function takenBackOf(
  em: EntityManager,
  runId: string,
  lines: readonly RunLine[],
  numberOf: (holderId: string) => string,
) {
  const byKey = new Map(lines.map(line => [`${line.classId}:${line.statement}`, line]))
  const single = (await lineReversals(em, [runId])).map(({ classId, holderId, reversedAt: at }) => {
    const line = byKey.get(`${classId}:${numberOf(holderId)}`)
    return { at, on: dayOf(at, PLATFORM_ZONE), line: line ?? null }
  })
  const whole = (await runReversals(em, [runId])).map(({ reversedAt: at }) => {
    return { at, on: dayOf(at, PLATFORM_ZONE), line: null }
  })
  const order = ({ line }: { line: RunLine | null }) => line?.statement ?? '~'
  return [...single, ...whole].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (order(a) < order(b) ? -1 : 1),
  )
}

/** In 10^-18 of a minor unit, rounded down. */
const units = (value: Exact) => round(value.mul(exact(PRECISION)), 'down')
