import { closeStatementPeriod } from '../../../src/domain/dividends/periods/close-statement-period.ts'
import { completePeriod } from '../../../src/domain/dividends/periods/complete-period.ts'
import { issuePeriodicStatements } from '../../../src/domain/dividends/periods/issue-periodic-statements.ts'
import { missingHolders } from '../../../src/domain/dividends/periods/period-holders.ts'
import { periodicStatementsPage } from '../../../src/domain/dividends/periods/periodic-statements.ts'
import { requestStatementCorrection } from '../../../src/domain/dividends/periods/request-statement-correction.ts'
import { statementPeriodOf } from '../../../src/domain/dividends/periods/statement-periods.ts'
import { NOTHING, newId } from '../../../src/domain/ids.ts'
import { paperNumber } from '../../../src/domain/parties/papers/paper-number.ts'
import { periodicData } from '../../../src/domain/reports/periodic/periodic-data.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

type World = ReturnType<typeof worldOf>

const NOW = at('2025-06-20')

/** The papers on January and February 2025, without their bytes; one of Ann's is corrected. */
export async function plantStatements(database: Pick<TestDatabase, 'orm'>, world: World, ann: string) {
  const em = () => database.orm.em.fork()
  for (const period of ['2025-01', '2025-02']) {
    const { periodId } = await world.run(NOW, tx =>
      closeStatementPeriod(tx, { period, closerId: newId() }, NOW),
    )
    const found = await statementPeriodOf(em(), periodId)
    const { holderIds } = await missingHolders(em(), found, { after: NOTHING, limit: 10_000 })
    await issue(database, world, { periodId, holderIds, version: 1, replacesId: null })
    await world.run(NOW, tx => completePeriod(tx, { periodId }, NOW))
  }
  const [first, second] = await periodicStatementsPage(em(), { holderId: ann }, { limit: 2, inverted: false })
  if (first === undefined || second === undefined) throw new Error('Ann has no two papers')
  const asked = { statementId: first.id, reason: 'Another name', requesterId: newId() }
  await world.run(NOW, tx => requestStatementCorrection(tx, asked, NOW))
  const again = { periodId: first.periodId, holderIds: [ann], version: 2, replacesId: first.id }
  await issue(database, world, again)
  return { replaced: first.id, second: second.id, february: second.periodId }
}

type ToIssue = { periodId: string; holderIds: string[]; version: number; replacesId: string | null }

async function issue(
  { orm }: Pick<TestDatabase, 'orm'>,
  world: World,
  { holderIds, ...edition }: ToIssue,
): Promise<void> {
  const period = await statementPeriodOf(orm.em.fork(), edition.periodId)
  const holders = await periodicData(orm.em.fork(), holderIds, period, new Map())
  const papers = holders.map(({ profile, accounts }) => {
    const { partyId: holderId, language, version: profileVersion } = profile
    const number = paperNumber({ series: 'P', secret: 'x' }, [edition.periodId, holderId, edition.version])
    const made = { sha256: number, figuresSha256: number, bytes: 1, datedAt: NOW }
    return { ...edition, holderId, number, language, profileVersion, ...made, balances: accounts }
  })
  const told = papers.map(({ balances, ...paper }) => ({
    ...paper,
    balances: balances.map(({ currency, opening, closing }) => ({ currency, opening, closing })),
  }))
  await world.run(NOW, tx => issuePeriodicStatements(tx, told, NOW))
}

const NEXT = 'What a statement says at its end is what the next one of the holder says at its start'
const SAYS = 'A statement says what was on the account of its holder at the start and the end of its period'
const CORRECTED =
  'A corrected statement was asked for, and replaces the version before it on the same period and holder'
const EVERY = 'The books of a period were closed before its statements were issued, and every holder has his'

/** Papers that tell another story than the books, or than each other. */
export const STATEMENT_FAULTS: readonly Fault[] = [
  [
    'a statement that begins with a cent more than the one before ended with',
    w => `update periodic_balance set opening = opening + 1 where statement_id = '${w.periodic.second}'`,
    NEXT,
  ],
  [
    'a statement that ends with a cent more than the ledger',
    w => `update periodic_balance set closing = closing + 1 where statement_id = '${w.periodic.second}'`,
    SAYS,
  ],
  [
    'a statement that leaves an account out',
    w => `delete from periodic_balance where statement_id = '${w.periodic.second}'`,
    SAYS,
  ],
  [
    'a corrected statement that nobody asked for',
    w => `delete from statement_correction where statement_id = '${w.periodic.replaced}'`,
    CORRECTED,
  ],
  [
    'a corrected statement of another period',
    w =>
      `update periodic_statement set period_id = '${w.periodic.february}' where replaces_id = '${w.periodic.replaced}'`,
    CORRECTED,
  ],
  [
    'a second version that replaces none',
    w => `update periodic_statement set replaces_id = null where replaces_id = '${w.periodic.replaced}'`,
    CORRECTED,
  ],
  [
    'statements of a period whose books were closed later',
    w => `update statement_period set closed_at = '2025-03-02' where id = '${w.periodic.february}'`,
    EVERY,
  ],
  [
    'a holder without a statement',
    w => `update statement_period set holders = holders + 1 where id = '${w.periodic.february}'`,
    EVERY,
  ],
]
