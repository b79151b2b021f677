import { act } from '../act.ts'
import { keepFile } from '../documents/keep.ts'
import { renderStatement } from '../documents/statement.ts'
import type { StatementData } from '../documents/statement-shape.ts'
import { system } from '../domain/acts/actor.ts'
import { completeStatements } from '../domain/dividends/statements/complete-statements.ts'
import { issueStatements, type NewStatement } from '../domain/dividends/statements/issue-statements.ts'
import {
  BEFORE_ALL,
  distributionsToState,
  missingStatements,
} from '../domain/dividends/statements/statements.ts'
import { type HolderStatement, statementData } from '../domain/reports/statement-data.ts'
import type { Paper, Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Papers rendered before their facts are written: few enough that a kill loses little work. */
const BATCH = 50

/** How many papers were issued, and how many failed. */
type Count = { issued: number; failed: number }

/** Renders, keeps and records the papers that are missing. The file is safe on disk before its fact is written. */
export async function issueMissingStatements(shop: Workshop, now: Date): Promise<string> {
  const count: Count = { issued: 0, failed: 0 }
  const open = await distributionsToState(shop.orm.em.fork())
  const { failed } = await tryEach(shop.log, open, id => issueAll(shop, id, { count, now }))
  return outcomeOf(`${count.issued} statements issued`, count.failed + failed)
}

type Going = { count: Count; now: Date }

/** Issues the papers that are missing in one distribution. One that fails is left for the next tick. */
async function issueAll(shop: Workshop, distributionId: string, { count, now }: Going): Promise<void> {
  const { orm } = shop
  const deed = (verb: string) => ({ actor: system('job'), verb, now })
  const failedBefore = count.failed
  let after = BEFORE_ALL
  for (;;) {
    const lines = await missingStatements(orm.em.fork(), distributionId, { after, limit: BATCH })
    const last = lines.at(-1)
    if (last === undefined) break
    after = last
    const holderIds = [...new Set(lines.map(line => line.holderId))]
    const { statements, failed } = await renderAll(shop, distributionId, holderIds)
    count.failed += failed
    if (statements.length === 0) continue
    const { made } = await act(orm, deed('issueStatements'), em => issueStatements(em, statements, now))
    count.issued += made.statementIds.length
  }
  if (count.failed > failedBefore) return
  await act(orm, deed('completeStatements'), em => completeStatements(em, { distributionId }, now))
}

async function renderAll(
  { orm, log, paper }: Workshop,
  distributionId: string,
  holderIds: readonly string[],
): Promise<{ statements: NewStatement[]; failed: number }> {
  const holders = await statementData(orm.em.fork(), distributionId, holderIds)
  const byId = new Map(holders.map(holder => [holder.profile.partyId, holder]))
  const statements: NewStatement[] = []
  const { failed } = await tryEach(log, holderIds, async holderId => {
    const holder = byId.get(holderId)
    if (holder === undefined) throw new Error(`${holderId} has a dividend and no profile`)
    statements.push(await keepPaper(holder, paper))
  })
  return { statements, failed }
}

async function keepPaper(holder: HolderStatement, paper: Paper): Promise<NewStatement> {
  const bytes = await renderStatement(paperOf(holder, paper.platform))
  const { profile, number, distribution } = holder
  return {
    distributionId: distribution.id,
    holderId: profile.partyId,
    number,
    language: profile.language,
    profileVersion: profile.version,
    sha256: await keepFile(paper.folder, bytes),
    bytes: bytes.length,
  }
}

const WHY_NOT_PAID_OUT = {
  en: 'Payments to bank accounts are made by our finance staff; none is planned for this amount yet.',
  fr: 'Les versements sur compte bancaire sont faits par notre service financier ; aucun n’est encore prévu pour ce montant.',
}

/** The paper of a holder as plain data. Its dates are those of the distribution, so that it is the same at each rendering. */
export function paperOf(holder: HolderStatement, platform: StatementData['platform']): StatementData {
  const { profile, distribution, holdings, split, ...rest } = holder
  return {
    ...rest,
    split: split.map(part => (part.kind === 'platform' ? { ...part, name: platform.name } : part)),
    issuedAt: distribution.distributedAt,
    issuedOn: distribution.paidOn,
    language: profile.language,
    currency: distribution.currency,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${holder.number}` },
    holder: profile.name,
    holdings: holdings.map(holding => ({ ...holding, recordDate: distribution.recordDate })),
    payment: { creditedOn: distribution.paidOn, paidOut: null, reason: WHY_NOT_PAID_OUT[profile.language] },
  }
}
