import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/database/embedded.ts'
import { openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { validatePaymentFile } from '../src/documents/pain/validate-payment-file.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { type GeneratedBatch, generatedPayouts } from '../test/support/generated-payouts.ts'
import { sharedFolder } from '../test/support/shared-files.ts'

/**
 * Prepares many batches from the books, for payees with names of all letters of Europe, and writes the file of each in both
 * versions: each is valid by the published definitions, where those lie beside the project, and comes to what the ledger
 * moved into transit. `--batches N` (200), `--seed N`. Prints one line; true when it is so.
 */
export async function tryPayouts(args: readonly string[]): Promise<boolean> {
  const options = {
    batches: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20260731' },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-trial-'))
  const server = await startEmbedded({ folder, durable: false })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    const orm = await openOrm({ url, poolTimeoutMs: 600_000 })
    const drawn = { seed: Number(values.seed), batches: Number(values.batches) }
    const made = await generatedPayouts({ orm }, drawn)
    await orm.close()
    return await judged(made)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function judged(made: readonly GeneratedBatch[]): Promise<boolean> {
  const definitions = sharedFolder('iso20022/xsd') ?? null
  const wrong = made.filter(({ files, controlSums, inTransit }) => {
    return files.length !== 2 || controlSums.length !== 4 || controlSums.some(sum => sum !== inTransit)
  })
  let [checked, invalid] = [0, 0]
  for (const file of made.flatMap(each => each.files)) {
    const check = await validatePaymentFile(file, definitions)
    if (check.checked) checked += 1
    if (check.problems.count > 0) invalid += 1
  }
  const unchecked = definitions === null ? ' (no definitions lie beside the project)' : ''
  console.log(
    `payouts: ${made.length} batches, ${wrong.length} differ from the ledger, ${checked} files checked${unchecked}, ${invalid} invalid`,
  )
  return wrong.length === 0 && invalid === 0
}
