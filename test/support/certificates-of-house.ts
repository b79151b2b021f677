import { act } from '../../src/act.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { requestYearlyCertificate } from '../../src/domain/dividends/yearly/request-yearly-certificate.ts'
import { latestCertificates } from '../../src/domain/dividends/yearly/yearly-certificates.ts'
import { issueMissingYearlyCertificates } from '../../src/jobs/yearly/issue-yearly-certificates.ts'
import { type IssuedPaper, yearlyOf } from './issued-papers.ts'
import type { TestServer } from './server.ts'
import { at } from './world.ts'

/** After the year is over a holder asks for his paper on 2010, and gets it: the clock of the house does not move. Its id. */
export async function certifyYear(server: TestServer, partyId: string): Promise<string> {
  const holderId = partyId.replace('Party:', '')
  await askAndIssue(server, [holderId], { year: 2010, now: at('2011-01-02') })
  const [paper] = await latestCertificates(server.database.orm.em.fork(), [holderId], 2010)
  return `YearlyCertificate:${paper?.id}`
}

/** These holders ask for their papers on 2025 and get them. */
export async function certified(server: TestServer, holderIds: string[]): Promise<IssuedPaper[]> {
  await askAndIssue(server, holderIds, { year: 2025, now: at('2026-01-20') })
  return Promise.all(holderIds.map(holderId => yearlyOf(server, holderId, 2025)))
}

async function askAndIssue(
  { database, shop }: TestServer,
  holderIds: string[],
  { year, now }: { year: number; now: Date },
): Promise<void> {
  for (const holderId of holderIds) {
    const deed = { actor: system('job'), verb: 'requestYearlyCertificate', now }
    await act(database.orm, deed, em => requestYearlyCertificate(em, { holderId, year }, now))
  }
  await issueMissingYearlyCertificates(shop, now)
}
