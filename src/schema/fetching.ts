import { act } from '../act.ts'
import { periodicStatements } from '../domain/dividends/periods/periodic-statements.ts'
import { statements } from '../domain/dividends/statements/statements.ts'
import { yearlyCertificates } from '../domain/dividends/yearly/yearly-certificates.ts'
import { attestations } from '../domain/reports/attestations/attestations.ts'
import { type Fetching, recordDownloads } from '../domain/reports/papers/record-downloads.ts'
import { donationReceipts } from '../domain/shares/gifts/donation-receipts.ts'
import { type Context, type Services, signedIn } from './context.ts'
import { seeDonationReceipts, seeYearlyCertificates } from './held-papers.ts'
import { isUuid } from './ids.ts'
import { goodLink, type PaperAddress } from './paper-links.ts'
import { seeAttestations, seePeriodicStatements, seeStatements } from './sight.ts'

/** A paper whose bytes are kept, and whose every download is recorded. */
export type KeptPaper = { id: string; number: string; sha256: string }

/** The paper with this id, if the viewer may read it. */
export async function seePaper(context: Context, id: string): Promise<KeptPaper | undefined> {
  if (!isUuid(id)) return undefined
  for (const see of [
    seeStatements,
    seePeriodicStatements,
    seeYearlyCertificates,
    seeDonationReceipts,
    seeAttestations,
  ]) {
    const [paper] = await see(context, [id])
    if (paper !== undefined) return paper
  }
  return undefined
}

/** A paper that is to be sent, and who gets it. */
export type PaperToSend = { paper: KeptPaper; by: Fetching }

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
  for (const read of [statements, periodicStatements, yearlyCertificates, donationReceipts, attestations]) {
    const [paper] = await read(context.em, [paperId])
    if (paper !== undefined) return { paper, by: { downloaderId: null, linkId } }
  }
  return undefined
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
