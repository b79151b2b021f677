import { act } from '../act.ts'
import { keepFile } from '../documents/keep.ts'
import { renderStatement, type StatementData } from '../documents/statement.ts'
import { system } from '../domain/acts/begin-act.ts'
import {
  issueStatements,
  missingStatements,
  type NewStatement,
} from '../domain/dividends/run/issue-statements.ts'
import { type HolderStatement, statementData } from '../domain/reports/statement-data.ts'
import type { Paper, Workshop } from './job.ts'

/** Papers rendered before their facts are written: few enough that a kill loses little work. */
const BATCH = 50

/** Renders, keeps and records the papers that are missing. The file is safe on disk before its fact is written. */
export async function issueMissingStatements({ orm, paper }: Workshop, now: Date): Promise<string> {
  let issued = 0
  for (;;) {
    const missing = await missingStatements(orm.em.fork(), BATCH)
    if (missing === null) return `${issued} statements issued`
    const holders = await statementData(orm.em.fork(), missing.distributionId, missing.holderIds)
    const statements: NewStatement[] = []
    for (const holder of holders) statements.push(await keepPaper(holder, paper))
    const deed = { actor: system('job'), verb: 'issueStatements', now }
    const { made } = await act(orm, deed, em => issueStatements(em, statements, now))
    issued += made.statementIds.length
  }
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
    levies: null,
    payment: { creditedOn: distribution.paidOn, paidOut: null, reason: WHY_NOT_PAID_OUT[profile.language] },
  }
}
