import { act } from '../../act.ts'
import { system } from '../../domain/acts/actor.ts'
import { NOTHING } from '../../domain/ids.ts'
import { paperNumber, type Series } from '../../domain/parties/papers/paper-number.ts'
import type { CertificateKind } from '../../domain/reports/certificates/certificate.ts'
import {
  type CertificateRow,
  type Certified,
  maybeOvertaken,
  openRequests,
  standingCertificates,
} from '../../domain/reports/certificates/certificates.ts'
import {
  issueCertificates,
  type NewCertificate,
} from '../../domain/reports/certificates/issue-certificates.ts'
import { type ToCertify, toCertify } from '../../domain/reports/certificates/to-certify.ts'
import { sameFigures, saysTheSame } from '../../domain/reports/certificates/told.ts'
import type { HolderLoss } from '../../domain/reports/loss-data.ts'
import type { HolderShares } from '../../domain/reports/share-data.ts'
import type { Workshop } from '../job.ts'
import { outcomeOf, tryEach } from '../try-each.ts'
import { lossPaperOf, sharePaperOf } from './certificate-of.ts'
import { seriesOf } from './paper-series.ts'
import { type Asked, openRendering, type Rendering } from './rendering.ts'

/** Requests looked for at once, and papers that are recorded together. */
const LOOKED_FOR = 1_000
const BATCH = 50

const LETTERS: Record<CertificateKind, string> = { shares: 'T', loss: 'L' }

type Going = { shop: Workshop; now: Date; rendering: Rendering; series: Record<CertificateKind, Series> }

/** A certificate that is missing: what it says, and the one before. */
type Missing = Certified & { data: ToCertify; before: CertificateRow | null }

/**
 * Renders, keeps and records the certificates of shares and losses that were asked for, and corrected ones of losses of which
 * something came back or was taken back since. Each is safe on disk before its fact is written, and only what has no fact is
 * looked for: so it may be ended at any moment and begun again.
 */
export async function issueMissingCertificates(shop: Workshop, now: Date): Promise<string> {
  const missing = [...(await asked(shop)), ...(await overtaken(shop))]
  const byKey = new Map(missing.map(each => [`${each.kind}:${each.subjectId}:${each.holderId}`, each]))
  if (byKey.size === 0) return outcomeOf('certificates issued: 0', 0)
  const series = {
    shares: await seriesOf(shop, LETTERS.shares, now),
    loss: await seriesOf(shop, LETTERS.loss, now),
  }
  const rendering = openRendering(shop.paper.folder)
  const count = { issued: 0, failed: 0 }
  try {
    const all = [...byKey.values()]
    for (let start = 0; start < all.length; start += BATCH) {
      const { issued, failed } = await issue(
        { shop, now, rendering, series },
        all.slice(start, start + BATCH),
      )
      count.issued += issued
      count.failed += failed
    }
    return outcomeOf(`certificates issued: ${count.issued}`, count.failed)
  } finally {
    await rendering.close()
  }
}

/** Those that were asked for, as far as they say something new. */
async function asked({ orm }: Workshop): Promise<Missing[]> {
  const em = orm.em.fork()
  const missing: Missing[] = []
  for (const certified of await openRequests(em, LOOKED_FOR)) {
    const { kind, subjectId, holderId } = certified
    const [before = null] = await standingCertificates(em, kind, [`${subjectId}:${holderId}`])
    const data = await toCertify(em, certified, before !== null)
    if (data === null || (before !== null && saysTheSame(before.told, data.told))) continue
    missing.push({ ...certified, data, before })
  }
  return missing
}

/** Those of losses whose figures are others now. */
async function overtaken({ orm }: Workshop): Promise<Missing[]> {
  const missing: Missing[] = []
  for (let after = NOTHING; ; ) {
    const em = orm.em.fork()
    const papers = await maybeOvertaken(em, { after, limit: BATCH })
    const last = papers.at(-1)
    if (last === undefined) return missing
    after = last.id
    for (const before of papers) {
      const { kind, subjectId, holderId } = before
      const data = await toCertify(em, before, true)
      if (data !== null && !sameFigures(before.told, data.told)) {
        missing.push({ kind, subjectId, holderId, data, before })
      }
    }
  }
}

/** Renders certificates and records those that were made, in one transaction. One that fails is left for the next tick. */
async function issue(going: Going, missing: readonly Missing[]): Promise<{ issued: number; failed: number }> {
  const { shop, now } = going
  const made: NewCertificate[] = []
  const places = missing.map((_, place) => `${place}`)
  const { failed } = await tryEach(shop.log, places, async place => {
    made.push(await keep(going, missing[Number(place)] as Missing))
  })
  if (made.length === 0) return { issued: 0, failed }
  const deed = { actor: system('job'), verb: 'issueCertificates', now }
  const { made: ids } = await act(shop.orm, deed, em => issueCertificates(em, made, now))
  return { issued: ids.shareCertificateIds.length + ids.lossCertificateIds.length, failed }
}

async function keep({ shop, rendering, series }: Going, missing: Missing): Promise<NewCertificate> {
  const { kind, subjectId, holderId, data, before } = missing
  const version = (before?.version ?? 0) + 1
  const number = paperNumber(series[kind], [subjectId, holderId, version])
  const kept = await rendering.keep(written(data, { number, replaces: before }, shop.paper.platform))
  const { language, version: profileVersion } = data.profile
  return {
    ...{ kind, subjectId, holderId, version, number, language, profileVersion },
    replacesId: before?.id ?? null,
    ...kept,
    datedAt: data.asOf,
    told: data.told,
  }
}

function written(
  data: ToCertify,
  edition: Parameters<typeof sharePaperOf>[1],
  platform: Workshop['paper']['platform'],
): Asked {
  return data.told.kind === 'shares'
    ? { kind: 'shares', data: sharePaperOf(data as HolderShares, edition, platform) }
    : { kind: 'loss', data: lossPaperOf(data as HolderLoss, edition, platform) }
}
