import { act } from '../../act.ts'
import { system } from '../../domain/acts/actor.ts'
import { paperNumber, type Series } from '../../domain/parties/papers/paper-number.ts'
import { type DonorYear, donationData } from '../../domain/reports/donation-data.ts'
import {
  issueDonationReceipts,
  type NewDonationReceipt,
} from '../../domain/shares/gifts/issue-donation-receipts.ts'
import { type LookedFor, receiptsToIssue } from '../../domain/shares/gifts/settled-gifts.ts'
import type { Workshop } from '../job.ts'
import { seriesOf } from '../papers/paper-series.ts'
import { openRendering, type Rendering } from '../papers/rendering.ts'
import { outcomeOf, tryEach } from '../try-each.ts'
import { donationPaperOf } from './paper-of.ts'

/** Receipts looked for at once, and papers that wait for the thread together. */
const LOOKED_FOR = 5_000
const BATCH = 50

type Going = { shop: Workshop; now: Date; rendering: Rendering; series: Series }

/**
 * Renders, keeps and records the receipts for gifts that are missing: of years whose books are closed, of past years for which
 * donors asked, and corrected ones where what was given was given or taken back since. Each is safe on disk before its fact is
 * written, and only what has no fact is looked for: so it may be ended at any moment and begun again.
 */
export function issueMissingDonationReceipts(shop: Workshop, now: Date): Promise<string> {
  return issueThose(shop, 'all', now)
}

/** Issues, in the same way, the receipts alone for which donors asked and that were not issued yet. */
export function issueAskedDonationReceipts(shop: Workshop, now: Date): Promise<string> {
  return issueThose(shop, 'asked', now)
}

async function issueThose(shop: Workshop, which: LookedFor, now: Date): Promise<string> {
  const keys = await receiptsToIssue(shop.orm.em.fork(), which, LOOKED_FOR)
  if (keys.length === 0) return outcomeOf('0 donation receipts issued', 0)
  const rendering = openRendering(shop.paper.folder)
  const going = { shop, now, rendering, series: await seriesOf(shop, 'G', now) }
  const count = { issued: 0, failed: 0 }
  try {
    for (const [year, own] of Map.groupBy(keys, key => key.year)) {
      for (let start = 0; start < own.length; start += BATCH) {
        const donors = await donationData(shop.orm.em.fork(), own.slice(start, start + BATCH), year)
        const { issued, failed } = await issue(going, donors)
        count.issued += issued
        count.failed += failed
      }
    }
    return outcomeOf(`${count.issued} donation receipts issued`, count.failed)
  } finally {
    await rendering.close()
  }
}

/** Renders receipts together and records those that were made, in one transaction. One that fails is left for the next tick. */
async function issue(
  going: Going,
  donors: readonly DonorYear[],
): Promise<{ issued: number; failed: number }> {
  const { shop, now } = going
  const made: NewDonationReceipt[] = []
  const kept = new Map(donors.map(donor => [`${donor.holderId}:${donor.projectId}`, keep(going, donor)]))
  // Each is awaited below in its turn; one that fails before that must not end the process.
  for (const paper of kept.values()) paper.catch(() => undefined)
  const { failed } = await tryEach(shop.log, [...kept.keys()], async key => {
    made.push((await kept.get(key)) as NewDonationReceipt)
  })
  if (made.length === 0) return { issued: 0, failed }
  const deed = { actor: system('job'), verb: 'issueDonationReceipts', now }
  const done = await act(shop.orm, deed, em => issueDonationReceipts(em, made, now))
  return { issued: done.made.donationReceiptIds.length, failed }
}

async function keep({ shop, rendering, series, now }: Going, donor: DonorYear): Promise<NewDonationReceipt> {
  const { holderId, projectId, year, before, articles, gifts } = donor
  const version = (before?.version ?? 0) + 1
  const number = paperNumber(series, [holderId, projectId, year, version])
  const data = donationPaperOf(donor, { number, datedAt: now }, shop.paper.platform)
  const kept = await rendering.keep({ kind: 'gifts', data })
  return {
    ...{ holderId, projectId, year, version, number, articles, gifts },
    ...kept,
    replacesId: before?.id ?? null,
    language: donor.profile.language,
    profileVersion: donor.profile.version,
    datedAt: now,
  }
}
