import { renderLossCertificate } from '../documents/loss-certificate.ts'
import { lossData } from '../domain/reports/loss-data.ts'
import { type Context, ownParties, readsPapers } from './context.ts'
import { isUuid } from './ids.ts'

/**
 * The paper of a holder about what he lost with a project, as its facts are now; null when there is none, or not for the
 * viewer: it is for the holder, finance and the auditor.
 */
export async function lossPaper(
  context: Context,
  { projectId, holderId }: { projectId: string; holderId: string },
): Promise<{ number: string; bytes: Buffer } | null> {
  const mayRead = readsPapers(context) || ownParties(context).includes(holderId)
  if (!mayRead || !isUuid(projectId) || !isUuid(holderId)) return null
  const loss = await lossData(context.em, { projectId, holderId })
  if (loss === null) return null
  const { platformName: name, contact } = context.config
  const { profile, number, ...figures } = loss
  const about = { language: profile.language, holder: profile.name, platform: { name, contact } }
  return { number, bytes: await renderLossCertificate({ ...figures, ...about, number }) }
}
