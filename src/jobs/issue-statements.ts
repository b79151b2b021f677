import { act } from '../act.ts'
import type { StatementData } from '../documents/statement-shape.ts'
import { system } from '../domain/acts/actor.ts'
import { completeStatements } from '../domain/dividends/statements/complete-statements.ts'
import { issueStatements, type NewStatement } from '../domain/dividends/statements/issue-statements.ts'
import { STATEMENT_SERIES } from '../domain/dividends/statements/statement-numbers.ts'
import {
  BEFORE_ALL,
  distributionsToState,
  missingStatements,
} from '../domain/dividends/statements/statements.ts'
import { type HolderStatement, statementData } from '../domain/reports/statement-data.ts'
import type { Paper, Workshop } from './job.ts'
import { seriesOf } from './papers/paper-series.ts'
import { openRendering, type Rendering } from './papers/rendering.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Papers rendered before their facts are written: few enough that a kill loses little work. */
const BATCH = 50

/** How many papers were issued, and how many failed. */
type Count = { issued: number; failed: number }

/**
 * Renders, keeps and records the papers that are missing, in a thread of their own. The file is safe on disk before its fact
 * is written.
 */
export async function issueMissingStatements(shop: Workshop, now: Date): Promise<string> {
  const count: Count = { issued: 0, failed: 0 }
  const open = await distributionsToState(shop.orm.em.fork())
  if (open.length === 0) return outcomeOf('0 statements issued', 0)
  await seriesOf(shop, STATEMENT_SERIES, now)
  const rendering = openRendering(shop.paper.folder)
  try {
    const { failed } = await tryEach(shop.log, open, id => issueAll(shop, id, { count, now, rendering }))
    return outcomeOf(`${count.issued} statements issued`, count.failed + failed)
  } finally {
    await rendering.close()
  }
}

type Going = { count: Count; now: Date; rendering: Rendering }

/** Issues the papers that are missing in one distribution. One that fails is left for the next tick. */
async function issueAll(shop: Workshop, distributionId: string, going: Going): Promise<void> {
  const { count, now, rendering } = going
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
    const { statements, failed } = await renderAll(shop, rendering, { distributionId, holderIds })
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
  rendering: Rendering,
  { distributionId, holderIds }: { distributionId: string; holderIds: readonly string[] },
): Promise<{ statements: NewStatement[]; failed: number }> {
  const holders = await statementData(orm.em.fork(), distributionId, holderIds)
  const byId = new Map(holders.map(holder => [holder.profile.partyId, holder]))
  const statements: NewStatement[] = []
  const kept = new Map(holderIds.map(id => [id, keepPaper(byId.get(id), rendering, paper)]))
  // Each is awaited below in its turn; one that fails before that must not end the process.
  for (const made of kept.values()) made.catch(() => undefined)
  const { failed } = await tryEach(log, holderIds, async holderId => {
    statements.push((await kept.get(holderId)) as NewStatement)
  })
  return { statements, failed }
}

async function keepPaper(
  holder: HolderStatement | undefined,
  rendering: Rendering,
  paper: Paper,
): Promise<NewStatement> {
  if (holder === undefined) throw new Error('A holder has a dividend and no profile')
  const kept = await rendering.keep({ kind: 'statement', data: paperOf(holder, paper.platform) })
  const { profile, number, distribution } = holder
  return {
    distributionId: distribution.id,
    holderId: profile.partyId,
    number,
    language: profile.language,
    profileVersion: profile.version,
    ...kept,
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
