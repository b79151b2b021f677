import { renderShareCertificate } from '../documents/shares/share-certificate.ts'
import { shareData } from '../domain/reports/share-data.ts'
import { type Context, ownParties, readsPapers } from './context.ts'
import { isUuid } from './ids.ts'

/**
 * The certificate of what a party holds of a class, as the register is now; null when it holds none, or not for the viewer:
 * it is for the holder, finance and the auditor.
 */
export async function sharePaper(
  context: Context,
  { classId, holderId }: { classId: string; holderId: string },
): Promise<{ number: string; bytes: Buffer } | null> {
  const mayRead = readsPapers(context) || ownParties(context).includes(holderId)
  if (!mayRead || !isUuid(classId) || !isUuid(holderId)) return null
  const held = await shareData(context.em, { classId, holderId })
  if (held === null) return null
  const { platformName: name, contact } = context.config
  const { profile, number, ...figures } = held
  const about = { language: profile.language, holder: profile.name, platform: { name, contact } }
  return { number, bytes: await renderShareCertificate({ ...figures, ...about, number }) }
}
