import { act } from '../act.ts'
import { type PaperRow, papers } from '../domain/reports/papers/papers.ts'
import { type Fetching, recordDownloads } from '../domain/reports/papers/record-downloads.ts'
import { type Context, ownParties, readsPapers, type Services, signedIn } from './context.ts'
import { refuse } from './errors.ts'
import { isUuid } from './ids.ts'
import { goodLink, type PaperAddress } from './paper-links.ts'

/**
 * Those of these papers that the viewer may read: his own, those of projects whose issuer he is, and for finance and the
 * auditor all. For everybody else they do not exist.
 */
export function seenPapers(context: Context, rows: PaperRow[]): PaperRow[] {
  if (readsPapers(context)) return rows
  const own = new Set(ownParties(context))
  const projects = context.viewer?.projects.issuer
  return rows.filter(({ ownerId, issuerOf }) => {
    return (ownerId !== null && own.has(ownerId)) || (issuerOf !== null && (projects?.has(issuerOf) ?? false))
  })
}

/** The paper with this id, if the viewer may read it. */
export async function seePaper(context: Context, id: string): Promise<PaperRow | undefined> {
  return isUuid(id) ? seenPapers(context, await papers(context.em, [id]))[0] : undefined
}

/**
 * The paper with this id, if the viewer may hand it on by a link: its holder's people, the issuer's for a report on a run, and
 * finance. Who may read it as the auditor alone is told FORBIDDEN: he reads everything, and gives nothing to others.
 */
export async function paperToHandOn(context: Context, id: string): Promise<PaperRow | undefined> {
  const paper = await seePaper(context, id)
  const { viewer } = context
  if (paper === undefined || viewer === null || !viewer.roles.has('auditor')) return paper
  const roles = new Set([...viewer.roles].filter(role => role !== 'auditor'))
  const own = await seePaper({ ...context, viewer: { ...viewer, roles } }, id)
  if (own === undefined) throw refuse.FORBIDDEN({})
  return own
}

/** A paper that is to be sent, and who gets it. */
export type PaperToSend = { paper: PaperRow; by: Fetching }

/**
 * The paper that a request is for: by its link where one is written, else by who is signed in. A link that is not ours, for
 * another paper or expired finds nothing, as an id that does not exist does.
 */
export async function paperToSend(context: Context, address: PaperAddress): Promise<PaperToSend | undefined> {
  const { paperId, signature } = address
  if (signature === undefined) {
    const paper = await seePaper(context, paperId)
    return paper && { paper, by: { downloaderId: signedIn(context).partyId, linkId: null } }
  }
  const linkId = isUuid(paperId) ? goodLink(context.config.tokenSecret, address, context.now) : null
  if (linkId === null) return undefined
  const [paper] = await papers(context.em, [paperId])
  return paper && { paper, by: { downloaderId: null, linkId } }
}

/** Records that papers are being fetched, by an act of who is signed in, or of nobody we know. */
export async function recordFetched(
  { orm }: Pick<Services, 'orm'>,
  fetched: { paperIds: readonly string[]; by: Fetching },
  now: Date,
): Promise<void> {
  const { downloaderId: partyId } = fetched.by
  const actor = { partyId, onBehalfOfId: null, mandateId: null, channel: 'api' as const }
  await act(orm, { actor, verb: 'recordDownloads', now }, em => recordDownloads(em, fetched, now))
}
