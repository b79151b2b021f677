import { newId } from '../../../src/domain/ids.ts'
import { makeAuditPack } from '../../../src/domain/reports/audit/make-audit-pack.ts'
import { completeExport } from '../../../src/domain/reports/exports/complete-export.ts'
import { beginExport, keepExportProgress } from '../../../src/domain/reports/exports/keep-export-progress.ts'
import { requestExport } from '../../../src/domain/reports/exports/request-export.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

const NOW = '2025-12-01'
const SHA = 'a'.repeat(64)

/** An export that is complete, one that is being written, and a pack for an auditor. */
export async function plantExports(world: ReturnType<typeof worldOf>) {
  const asked = { format: 'csv', from: null, until: '2025-11-30', siren: null, requesterId: newId() } as const
  const ask = (kind: 'fees' | 'levies') =>
    world.run(NOW, em => requestExport(em, { ...asked, kind }, at(NOW)))
  const [{ exportId: complete }, { exportId: open }] = [await ask('fees'), await ask('levies')]
  const outcome = { rows: 3, bytes: 300n, sha256: SHA }
  await world.run(NOW, em => completeExport(em, { exportId: complete, outcome }, at(NOW)))
  await world.run(NOW, async em => {
    await beginExport(em, open)
    await keepExportProgress(em, open, 2)
    return {}
  })
  const pack = { seed: 'oak', asked: 25, items: 2, basis: 'payouts', candidates: 2, sha256: SHA } as const
  await world.run(NOW, em => makeAuditPack(em, { ...pack, bytes: 900, makerId: newId() }, at(NOW)))
  return { complete, open }
}

const PROGRESS = 'Progress is kept only of exports that were asked for and have not ended'
const ENDED =
  'An export ended after it was asked for, with a file that its hash names, or with the reason why there is none'
const PACK =
  'An auditor’s pack holds as many payments as were asked for, or all there were, and never more than there are'

/** Exports and packs that are not what they say. */
export const EXPORT_FAULTS: readonly Fault[] = [
  [
    'progress of an export that has ended',
    w => `update export_progress set export_id = '${w.exports.complete}'`,
    PROGRESS,
  ],
  [
    'progress of what nobody asked for',
    () => `update export_progress set export_id = gen_random_uuid()`,
    PROGRESS,
  ],
  ['an export that was never begun and has rows', () => 'update export_progress set tries = 0', PROGRESS],
  [
    'an export that was ready before it was asked for',
    w =>
      `update export_end set ended_at = ended_at - interval '1 day' where export_id = '${w.exports.complete}'`,
    ENDED,
  ],
  ['an export whose file no hash names', () => `update export_end set sha256 = 'lost'`, ENDED],
  ['a pack of which a payment is missing', () => 'update audit_pack set items = 1', PACK],
  [
    'a pack that was chosen from more payouts than there are',
    () => 'update audit_pack set candidates = 9999',
    PACK,
  ],
  [
    'a pack of dividends where there are not so many',
    () => `update audit_pack set basis = 'dividends', candidates = 9999, asked = 2`,
    PACK,
  ],
]
