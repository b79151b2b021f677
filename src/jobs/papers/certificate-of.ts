import type { LossData } from '../../documents/loss-certificate.ts'
import type { ShareCertificate } from '../../documents/shares/share-certificate.ts'
import type { HolderLoss } from '../../domain/reports/loss-data.ts'
import type { HolderShares } from '../../domain/reports/share-data.ts'
import { dayOf } from '../../domain/time/calendar.ts'
import type { Paper } from '../job.ts'

/** Under which number a certificate is written, and the one whose place it takes. */
export type Edition = { number: string; replaces: { number: string; datedAt: Date } | null }

/** The certificate of what a holder has of a class as plain data: the same at each rendering. */
export function sharePaperOf(
  { profile, told, timeZone, ...figures }: HolderShares,
  edition: Edition,
  platform: Paper['platform'],
): ShareCertificate {
  return { ...figures, ...aboutOf({ profile, timeZone }, edition, platform) }
}

/** The certificate of what a holder lost with a project as plain data: the same at each rendering. */
export function lossPaperOf(
  { profile, told, timeZone, ...figures }: HolderLoss,
  edition: Edition,
  platform: Paper['platform'],
): LossData {
  return { ...figures, ...aboutOf({ profile, timeZone }, edition, platform) }
}

function aboutOf(
  { profile: { language, name: holder }, timeZone }: Pick<HolderShares, 'profile' | 'timeZone'>,
  { number, replaces }: Edition,
  platform: Paper['platform'],
) {
  return {
    number,
    language,
    holder,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${number}` },
    replaces: replaces && { number: replaces.number, issuedOn: dayOf(replaces.datedAt, timeZone) },
  }
}
