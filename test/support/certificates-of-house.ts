import { act } from '../../src/act.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { requestYearlyCertificate } from '../../src/domain/dividends/yearly/request-yearly-certificate.ts'
import { issueMissingYearlyCertificates } from '../../src/jobs/yearly/issue-yearly-certificates.ts'
import type { TestServer } from './server.ts'
import { at } from './world.ts'

/** After the year is over a holder asks for his paper on 2010, and gets it: the clock of the house does not move. */
export async function certifyYear({ database, shop }: TestServer, partyId: string): Promise<void> {
  const now = at('2011-01-02')
  const holderId = partyId.replace('Party:', '')
  const deed = { actor: system('job'), verb: 'requestYearlyCertificate', now }
  await act(database.orm, deed, em => requestYearlyCertificate(em, { holderId, year: 2010 }, now))
  await issueMissingYearlyCertificates(shop, now)
}
