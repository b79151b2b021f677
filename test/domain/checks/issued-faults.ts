import { approveWindUp } from '../../../src/domain/dividends/endings/approve-wind-up.ts'
import { recordEnding } from '../../../src/domain/dividends/endings/record-ending.ts'
import { newId } from '../../../src/domain/ids.ts'
import { issueCertificates } from '../../../src/domain/reports/certificates/issue-certificates.ts'
import { toCertify } from '../../../src/domain/reports/certificates/to-certify.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

type World = ReturnType<typeof worldOf>

const NOW = at('2026-06-20')

/** Of a project that was wound up Gil has both certificates, without their bytes, that of his shares in two versions. */
export async function plantIssued({ orm }: Pick<TestDatabase, 'orm'>, world: World) {
  const { projectId, classId, holders } = await world.funded({ Gil: 2, Hal: 1 })
  await world.month(projectId, '2025-03', '50.00')
  const day = at('2025-12-01')
  const ended = { projectId, kind: 'windUp' as const, occurredOn: '2025-11-15', source: 'A letter' }
  const ending = { ...ended, evidence: null, recorderId: newId() }
  const { endingId } = await world.run(day, em => recordEnding(em, ending, day))
  await world.run(day, em => approveWindUp(em, { endingId, approverId: newId() }, day))
  const holderId = holders.Gil ?? ''
  const issue = async (kind: 'shares' | 'loss', subjectId: string, replacesId: string | null) => {
    const data = await toCertify(orm.em.fork(), { kind, subjectId, holderId }, true)
    if (data === null) throw new Error('There is nothing to certify')
    const version = replacesId === null ? 1 : 2
    const number = `${kind}-${version}`
    const made = {
      number,
      sha256: number,
      figuresSha256: number,
      bytes: 1,
      datedAt: data.asOf,
      told: data.told,
    }
    const paper = {
      kind,
      subjectId,
      holderId,
      version,
      replacesId,
      language: 'en' as const,
      profileVersion: 1,
    }
    const ids = await world.run(NOW, em => issueCertificates(em, [{ ...paper, ...made }], NOW))
    return [...ids.shareCertificateIds, ...ids.lossCertificateIds][0] ?? ''
  }
  const first = await issue('shares', classId, null)
  return { shares: await issue('shares', classId, first), loss: await issue('loss', projectId, null) }
}

const CHAIN =
  'A certificate that takes the place of another is the next version for the same holder and subject, and says what its kind says'
const REGISTER =
  'A certificate of shares says what the register of the class had for its holder at the lot it is as of'
const LINES = 'A certificate of a loss that stands says what the lines of its holder that stand gave him'

/** Certificates that stand beside each other, or tell another story than the register and the runs. */
export const ISSUED_FAULTS: readonly Fault[] = [
  [
    'a second certificate that replaces none',
    w => `update certificate set replaces_id = null where id = '${w.issued.shares}'`,
    CHAIN,
  ],
  [
    'a certificate that says nothing of its kind',
    w => `delete from certified_loss where certificate_id = '${w.issued.loss}'`,
    CHAIN,
  ],
  [
    'a certificate of one share more than the register has',
    w => `update certified_shares set shares = shares + 1 where certificate_id = '${w.issued.shares}'`,
    REGISTER,
  ],
  [
    'a certificate dated at another instant than its lot',
    w => `update certificate set dated_at = dated_at + interval '1 day' where id = '${w.issued.shares}'`,
    REGISTER,
  ],
  [
    'a certificate of a loss by which a cent less came back',
    w => `update certified_loss set got_back = got_back - 1 where certificate_id = '${w.issued.loss}'`,
    LINES,
  ],
]
