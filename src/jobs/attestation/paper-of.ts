import type { AttestationData } from '../../documents/attestation/shape.ts'
import type { RunAttestation } from '../../domain/reports/attestations/attestation-data.ts'
import { dayOf, PLATFORM_ZONE } from '../../domain/time/calendar.ts'
import type { Paper } from '../job.ts'

/** Under which number the paper about a run is written, and the one it replaces. */
export type Edition = { number: string; replaces: { number: string; datedAt: Date } | null }

/** The paper about a run as plain data: the same at each rendering. */
export function attestationPaperOf(
  attested: RunAttestation,
  { number, replaces }: Edition,
  platform: Paper['platform'],
): AttestationData {
  const { run, profile, datedAt: issuedAt, takenBack, ...figures } = attested
  const day = (instant: Date) => dayOf(instant, PLATFORM_ZONE)
  return {
    ...figures,
    number,
    issuedAt,
    issuedOn: day(issuedAt),
    language: profile.language,
    currency: run.currency,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${number}` },
    run: {
      number: run.number,
      recordDate: run.recordDate,
      paidOn: run.paidOn,
      contractVersion: run.contractVersion,
    },
    replaces: replaces && { number: replaces.number, issuedOn: day(replaces.datedAt) },
    takenBack: takenBack.map(({ on, line }) => ({ on, line })),
    amount: run.amount,
    residue: run.residue,
  }
}
