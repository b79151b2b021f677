import { act } from '../act.ts'
import { keepFile } from '../documents/keep.ts'
import { system } from '../domain/acts/actor.ts'
import { attestationData } from '../domain/reports/attestations/attestation-data.ts'
import { attestationsOf, runsToAttest, type ToAttest } from '../domain/reports/attestations/attestations.ts'
import { issueAttestation } from '../domain/reports/attestations/issue-attestation.ts'
import { attestationPaperOf } from './attestation/paper-of.ts'
import { renderApart } from './attestation/render-apart.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/**
 * Renders, keeps and records the papers about runs that are missing: of a run without one, and of a run of which something
 * was taken back since. Each is safe on disk before its fact is written, and only what has no fact is looked for.
 */
export async function issueMissingAttestations(shop: Workshop, now: Date): Promise<string> {
  const runs = await runsToAttest(shop.orm.em.fork())
  const byId = new Map(runs.map(run => [run.distributionId, run]))
  const { failed } = await tryEach(shop.log, [...byId.keys()], id =>
    issue(shop, byId.get(id) as ToAttest, now),
  )
  return outcomeOf(`${runs.length - failed} distribution reports issued`, failed)
}

async function issue({ orm, paper }: Workshop, run: ToAttest, now: Date): Promise<void> {
  const em = orm.em.fork()
  const before = (await attestationsOf(em, run.distributionId)).at(-1) ?? null
  const version = (before?.version ?? 0) + 1
  const attested = await attestationData(em, run)
  const data = attestationPaperOf(attested, { version, replaces: before }, paper.platform)
  const { bytes, figuresSha256 } = await renderApart(data)
  const { profile, datedAt } = attested
  const made = {
    ...run,
    version,
    replacesId: before?.id ?? null,
    amount: data.amount,
    withheld: data.levies.reduce((all, levy) => all + levy.amount, 0n),
    net: data.net,
    number: data.number,
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
