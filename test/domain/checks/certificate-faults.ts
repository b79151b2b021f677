import { completeYear } from '../../../src/domain/dividends/yearly/complete-year.ts'
import { issueYearlyCertificates } from '../../../src/domain/dividends/yearly/issue-yearly-certificates.ts'
import { yearAmounts } from '../../../src/domain/dividends/yearly/year-amounts.ts'
import { missingInYear } from '../../../src/domain/dividends/yearly/years-to-issue.ts'
import { NOTHING } from '../../../src/domain/ids.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

type World = ReturnType<typeof worldOf>

const NOW = at('2026-06-20')

/** Every holder has his certificate on 2025, without its bytes; one of Ann's is issued a second time. */
export async function plantCertificates(database: Pick<TestDatabase, 'orm'>, world: World, ann: string) {
  const { holderIds } = await missingInYear(database.orm.em.fork(), 2025, { after: NOTHING, limit: 10_000 })
  await issue(database, world, holderIds, { version: 1, replacesId: null })
  await world.run(NOW, tx => completeYear(tx, { year: 2025 }, NOW))
  const first = await firstOf(database, ann)
  const again = await issue(database, world, [ann], { version: 2, replacesId: first })
  return { latest: again.yearlyCertificateIds[0] ?? '' }
}

async function firstOf({ orm }: Pick<TestDatabase, 'orm'>, holderId: string): Promise<string> {
  const [row] = await orm.em
    .fork()
    .getConnection()
    .execute<{ id: string }[]>(`select id from yearly_certificate where holder_id = '${holderId}'`)
  return row?.id ?? ''
}

async function issue(
  { orm }: Pick<TestDatabase, 'orm'>,
  world: World,
  holderIds: string[],
  edition: { version: number; replacesId: string | null },
) {
  const amounts = Map.groupBy(await yearAmounts(orm.em.fork(), holderIds, 2025), told => told.holderId)
  const papers = holderIds.map(holderId => {
    const number = `C-${holderId}-${edition.version}`
    const made = { sha256: number, figuresSha256: number, bytes: 1, datedAt: NOW }
    const told = (amounts.get(holderId) ?? []).map(({ holderId: _, ...amount }) => amount)
    return {
      ...{ holderId, year: 2025, ...edition, number, language: 'en' as const, profileVersion: 1 },
      ...{ ...made, amounts: told },
    }
  })
  return world.run(NOW, tx => issueYearlyCertificates(tx, papers, NOW))
}

const NET =
  'What a certificate says was received, less what it says was withheld, is what runs of its year left on the account of its holder'
const LEVIES =
  'The certificates of a year on which every holder has one say of each levy what its account has for the runs of that year'
const PARTS =
  'What a certificate says of a project is capital, taxable or held, and what is taxable bore CSG or a withholding tax'
const CHAIN =
  'A corrected certificate replaces the version before it of the same holder and year, and none came before its year was over'

/** Certificates that tell another story than the books, or than each other. */
export const CERTIFICATE_FAULTS: readonly Fault[] = [
  [
    'a certificate of a cent more than the ledger credited',
    w =>
      `update yearly_amount set received = received + 1, capital = capital + 1 where certificate_id = '${w.certificates.latest}'`,
    NET,
  ],
  [
    'a levy of a cent more than was withheld',
    w =>
      `update yearly_levy set amount = amount + 1 where code = 'CSG' and certificate_id = '${w.certificates.latest}'`,
    LEVIES,
  ],
  [
    'income that is neither taxed nor held',
    w => `update yearly_amount set taxable = taxable - 1 where certificate_id = '${w.certificates.latest}'`,
    PARTS,
  ],
  [
    'a second certificate that replaces none',
    w => `update yearly_certificate set replaces_id = null where id = '${w.certificates.latest}'`,
    CHAIN,
  ],
  [
    'a certificate of a year that was not over',
    w =>
      `update yearly_certificate set dated_at = '2025-12-31T22:59:59Z' where id = '${w.certificates.latest}'`,
    CHAIN,
  ],
]
