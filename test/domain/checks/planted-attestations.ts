import { STATEMENT_SERIES } from '../../../src/domain/dividends/statements/statement-numbers.ts'
import { openPaperSeries } from '../../../src/domain/parties/papers/open-paper-series.ts'
import { attestationData } from '../../../src/domain/reports/attestations/attestation-data.ts'
import { runsToAttest } from '../../../src/domain/reports/attestations/attestations.ts'
import { issueAttestation } from '../../../src/domain/reports/attestations/issue-attestation.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

type World = ReturnType<typeof worldOf>

const NOW = at('2026-03-01')

/** The reports on all runs, without their bytes; of the run that lost a line also the version before. */
export async function plantAttestations(
  database: Pick<TestDatabase, 'orm'>,
  world: World,
  corrected: string,
): Promise<void> {
  await world.run(NOW, tx => openPaperSeries(tx, { series: STATEMENT_SERIES }))
  const before = await issue(database, world, { distributionId: corrected, reversals: 0 }, null)
  for (const run of await runsToAttest(database.orm.em.fork())) {
    await issue(database, world, run, run.distributionId === corrected ? before : null)
  }
}

type Run = { distributionId: string; reversals: number }

async function issue(
  { orm }: Pick<TestDatabase, 'orm'>,
  world: World,
  run: Run,
  replacesId: string | null,
): Promise<string> {
  const { run: told, net, levies, profile, datedAt } = await attestationData(orm.em.fork(), run)
  const version = replacesId === null ? 1 : 2
  const number = `DR-${run.distributionId}-${version}`
  const withheld = levies.reduce((all, levy) => all + levy.amount, 0n)
  const said = { amount: told.amount, withheld, net }
  const made = { sha256: number, figuresSha256: number, bytes: 1, datedAt }
  const { language, version: profileVersion } = profile
  const paper = { ...run, version, replacesId, number, language, profileVersion, ...said, ...made }
  return (await world.run(NOW, tx => issueAttestation(tx, paper, NOW))).attestationId
}

const CHAIN =
  'The reports on a run follow one another without a gap, and each tells of more that was taken back'
const STANDS =
  'A run has one report that stands, which tells of all that was taken back of it and of nothing else'
const SAYS = 'The report on a run says what was divided, and what the ledger credited and withheld for it'

/** Reports on runs that are missing, stand beside each other, or tell another story than the books. */
export const ATTESTATION_FAULTS: readonly Fault[] = [
  [
    'a second report on a run that replaces none',
    w =>
      `update distribution_attestation set replaces_id = null where distribution_id = '${w.tape.first}' and version = 2`,
    CHAIN,
  ],
  [
    'a report that replaces the one on another run',
    w => `update distribution_attestation set distribution_id = '${w.film.first}', version = 3
           where distribution_id = '${w.tape.first}' and version = 2`,
    CHAIN,
  ],
  [
    'another report on a run of which nothing more was taken back',
    w =>
      `update distribution_attestation set reversals = 1 where distribution_id = '${w.tape.first}' and version = 1`,
    CHAIN,
  ],
  [
    'two reports on a run that both stand',
    w =>
      `update distribution_attestation set replaces_id = null where distribution_id = '${w.tape.first}' and version = 2`,
    STANDS,
  ],
  [
    'a run without its report',
    w => `delete from distribution_attestation where distribution_id = '${w.film.first}'`,
    STANDS,
  ],
  [
    'a report that keeps silent about a reversal',
    w => `update distribution_attestation set reversals = 0 where distribution_id = '${w.tape.second}'`,
    STANDS,
  ],
  [
    'a report on a reversal that never was',
    w => `update distribution_attestation set reversals = 1 where distribution_id = '${w.film.first}'`,
    STANDS,
  ],
  [
    'a report that divides a cent more than the run',
    w => `update distribution_attestation set amount = amount + 1 where distribution_id = '${w.film.first}'`,
    SAYS,
  ],
  [
    'a report that credits a cent less than the ledger',
    w => `update distribution_attestation set net = net - 1 where distribution_id = '${w.tape.third}'`,
    SAYS,
  ],
  [
    'a report that withholds a cent more than the ledger',
    w =>
      `update distribution_attestation set withheld = withheld + 1 where distribution_id = '${w.tape.third}'`,
    SAYS,
  ],
]
