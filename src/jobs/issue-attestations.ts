import { act } from '../act.ts'
import { keepFile } from '../documents/keep.ts'
import { system } from '../domain/acts/actor.ts'
import { STATEMENT_SERIES } from '../domain/dividends/statements/statement-numbers.ts'
import { paperNumber, type Series } from '../domain/parties/papers/paper-number.ts'
import { attestationData } from '../domain/reports/attestations/attestation-data.ts'
import { attestationsOf, runsToAttest, type ToAttest } from '../domain/reports/attestations/attestations.ts'
import { issueAttestation } from '../domain/reports/attestations/issue-attestation.ts'
import { attestationPaperOf } from './attestation/paper-of.ts'
import { renderApart } from './attestation/render-apart.ts'
import type { Workshop } from './job.ts'
import { seriesOf } from './papers/paper-series.ts'
import { outcomeOf, tryEach } from './try-each.ts'

type Going = { series: Series; now: Date }

/**
 * Renders, keeps and records the papers about runs that are missing: of a run without one, and of a run of which something
 * was taken back since. Each is safe on disk before its fact is written, and only what has no fact is looked for.
 */
export async function issueMissingAttestations(shop: Workshop, now: Date): Promise<string> {
  const runs = await runsToAttest(shop.orm.em.fork())
  if (runs.length === 0) return outcomeOf('distribution reports issued: 0', 0)
  // The report names its holders by the numbers of their papers, which may not be issued yet.
  await seriesOf(shop, STATEMENT_SERIES, now)
  const series = await seriesOf(shop, 'DR', now)
  const byId = new Map(runs.map(run => [run.distributionId, run]))
  const { failed } = await tryEach(shop.log, [...byId.keys()], id =>
    issue(shop, byId.get(id) as ToAttest, { series, now }),
  )
  return outcomeOf(`distribution reports issued: ${runs.length - failed}`, failed)
}

async function issue({ orm, paper }: Workshop, run: ToAttest, { series, now }: Going): Promise<void> {
  const em = orm.em.fork()
  const before = (await attestationsOf(em, run.distributionId)).at(-1) ?? null
  const version = (before?.version ?? 0) + 1
  const attested = await attestationData(em, run)
  const number = paperNumber(series, [run.distributionId, version])
  const data = attestationPaperOf(attested, { number, replaces: before }, paper.platform)
  const { bytes, figuresSha256 } = await renderApart(data)
  const { profile, datedAt } = attested
  const made = {
    ...run,
    version,
    replacesId: before?.id ?? null,
    amount: data.amount,
    withheld: data.levies.reduce((all, levy) => all + levy.amount, 0n),
    net: data.net,
    number,
    language: data.language,
    profileVersion: profile.version,
    sha256: await keepFile(paper.folder, bytes),
    figuresSha256,
    bytes: bytes.length,
    datedAt,
  }
  const deed = { actor: system('job'), verb: 'issueAttestation', now }
  await act(orm, deed, tx => issueAttestation(tx, made, now))
}
