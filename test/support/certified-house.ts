import { approveWindUp } from '../../src/domain/dividends/endings/approve-wind-up.ts'
import { recordEnding } from '../../src/domain/dividends/endings/record-ending.ts'
import { newId } from '../../src/domain/ids.ts'
import { standingCertificates } from '../../src/domain/reports/certificates/certificates.ts'
import { requestCertificate } from '../../src/domain/reports/certificates/request-certificate.ts'
import { issueMissingCertificates } from '../../src/jobs/papers/issue-certificates.ts'
import type { TestServer } from './server.ts'
import { at, worldOf } from './world.ts'

/** A party asks for the certificate of what it holds of a class, or lost with a project, and gets it. Its id. */
export async function certify(
  { database, shop }: Pick<TestServer, 'database' | 'shop'>,
  kind: 'shares' | 'loss',
  { subjectId, holderId }: { subjectId: string; holderId: string },
  now = at('2026-01-20'),
): Promise<string> {
  const asked = { kind, subjectId, holderId, requesterId: newId() }
  await worldOf(database).run(now, em => requestCertificate(em, asked, now))
  await issueMissingCertificates(shop, now)
  const [paper] = await standingCertificates(database.orm.em.fork(), kind, [`${subjectId}:${holderId}`])
  return paper?.id ?? ''
}

/** A party buys a share of a project that is wound up, and has both certificates of it. Their ids. */
export async function loseInHouse(
  server: TestServer,
  partyId: string,
): Promise<{ shares: string; loss: string }> {
  const world = worldOf(server.database)
  const holderId = partyId.replace('Party:', '')
  const { projectId, classId } = await world.project({}, 1)
  const terms = { shares: 1, goalMode: 'keepWhatWasRaised' as const, goal: 1000n }
  const offeringId = await world.offering(classId, terms)
  await world.pay(await world.order(offeringId, holderId, 1))
  await world.close(offeringId)
  const ending = { projectId, kind: 'windUp' as const, occurredOn: '2025-11-15', source: 'A letter' }
  const now = at('2025-12-01')
  const { endingId } = await world.run(now, em =>
    recordEnding(em, { ...ending, evidence: null, recorderId: newId() }, now),
  )
  await world.run(now, em => approveWindUp(em, { endingId, approverId: newId() }, now))
  return {
    shares: `ShareCertificate:${await certify(server, 'shares', { subjectId: classId, holderId })}`,
    loss: `LossCertificate:${await certify(server, 'loss', { subjectId: projectId, holderId })}`,
  }
}
