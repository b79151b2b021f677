import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { reportOnPack } from '../../../../src/cli/pack-report.ts'
import { readZip } from '../../../../src/documents/archive/read-zip.ts'
import { type Packed, writeZip } from '../../../../src/documents/archive/write-zip.ts'
import { jsonOf, listed, type Manifest, sha256 } from '../../../../src/documents/audit/pack.ts'
import { readBankFile } from '../../../../src/documents/camt/read-bank-file.ts'
import { debitsPage } from '../../../../src/domain/payments/bank/bank-debits.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { importBankReport } from '../../../../src/domain/shares/bank/import-bank-report.ts'
import { auditPackBytes } from '../../../../src/schema/audit-pack-bytes.ts'
import { bankFile } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { payingOf } from '../../../support/paying.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const { run } = world
const ABOUT = { platform: 'House', language: 'en' as const }
const packOf = (seed: string, count: number) => auditPackBytes(em(), { seed, count }, ABOUT)

/** Of 1,000.00 the holders of 3, 2 and 1 shares get 300.00, the issuer 200.00 beside what was raised for him. */
async function distributed() {
  const made = await world.funded({ Ann: 3, Bea: 2, Cid: 1 })
  await world.month(made.projectId, '2025-03', '1000.00')
  for (const id of [...Object.values(made.holders), made.issuerId]) await paying.known(id, '2025-04-01')
}

test('before anything was paid, the lines that were credited are chosen from', async () => {
  await expect(packOf('a', 2)).rejects.toMatchObject({ code: 'AUDIT_NOTHING_PAID' })
  await distributed()
  const { bytes, basis, candidates, items } = await packOf('a', 2)
  expect([basis, candidates, items]).toEqual(['dividends', 3, 2])
  expect(reportOnPack(bytes)).toMatchObject({ isSound: true })
})

describe('a pack of payouts', () => {
  let pack: Buffer
  let total = 0n
  beforeAll(async () => {
    await paying.openBank()
    const { legs } = await paying.sent('2025-05-05', '2025-04-30')
    total = legs.reduce((sum, leg) => sum + leg.amount, 0n)
    const amount = `${total / 100n}.${`${total % 100n}`.padStart(2, '0')}`
    const entries = [{ amount, ref: 'D', side: 'DBIT' as const }]
    const report = readBankFile(Buffer.from(bankFile({ opening: amount, closing: '0.00', entries })))
    const now = '2025-05-06'
    await run(now, tx => importBankReport(tx, { ...report, sha256: 'a'.repeat(64) }, at(now)))
    const debitId = (await debitsPage(em(), { limit: 10, inverted: false }))[0]?.id ?? ''
    const endToEndIds = legs.map(leg => leg.endToEndId)
    await run(now, tx => settleLegs(tx, { endToEndIds, debitId }, at(now)))
    pack = (await packOf('7', 25)).bytes
  })

  test('traces each from the line of the bank to the contract, and verifies without a database', () => {
    const { lines, isSound } = reportOnPack(pack)
    expect([isSound, lines.filter(line => line.startsWith('ok')).length]).toEqual([true, 4])
    expect(lines.at(-1)).toBe(`Sound: 4 of 4 payouts by the seed "7"; SHA-256 ${sha256(pack)}`)
    const [trace] = readZip(pack)
      .filter(({ name }) => /^items.*json$/.test(name))
      .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()))
      .filter(({ amount }) => amount === '150.00') // Ann
    expect(trace.payment.payee.name).toBe('Payee')
    expect(trace.payment.account).toBe('FR76…0189')
    expect(trace.account).toMatchObject({ kind: 'holder', opening: '0.00', closing: '0.00' })
    const entries = trace.account.entries.map((entry: { kind: string; amount: string }) => [
      entry.kind,
      entry.amount,
    ])
    expect(entries).toEqual([
      ['revenueDistributed', '150.00'],
      ['payoutPrepared', '-150.00'],
    ])
    expect(trace.lines).toMatchObject([{ shares: '3', net: '150.00' }])
    const names = readZip(pack).map(({ name }) => name.split('/')[0])
    expect(new Set(names)).toEqual(
      new Set([
        ...['manifest.json', 'manifest.sha256', 'selection.json', 'items'],
        ...['bank', 'batches', 'contracts', 'runs'],
      ]),
    )
  })

  test('is the same to the byte for the same seed, and another choice for another', async () => {
    expect((await packOf('7', 25)).bytes.equals(pack)).toBe(true)
    const chosen = async (seed: string) => {
      const [manifest] = readZip((await packOf(seed, 1)).bytes)
      return (JSON.parse(Buffer.from(manifest?.bytes ?? []).toString()) as Manifest).items[0]?.id
    }
    const choices = await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map(chosen))
    expect(new Set(choices).size).toBeGreaterThan(1)
    expect(await chosen('1')).toBe(choices[0])
  })

  test('is found out by one byte that was altered, in whichever file or between them', () => {
    const step = Math.ceil(pack.length / 400)
    for (let place = 0; place < pack.length; place += step) {
      const altered = Buffer.from(pack)
      altered[place] = (altered[place] ?? 0) ^ 1
      expect([place, reportOnPack(altered).isSound]).toEqual([place, false])
    }
    expect(reportOnPack(pack.subarray(0, -1)).isSound).toBe(false)
  })

  test('names the item whose amount, paper or bank line was altered', () => {
    const wrongIn = (name: RegExp, from: string | null) => {
      const { lines } = reportOnPack(writeZip(altered(readZip(pack), name, from)))
      return lines.filter(line => line.startsWith('WRONG')).join('\n')
    }
    expect(wrongIn(/^items\/001.*json$/, '"amount": "')).toMatch(/WRONG {2}001 .*SHA-256/)
    expect(wrongIn(/^items\/002.*pdf$/, null)).toMatch(/WRONG {2}002 .*pdf: its SHA-256/)
    expect(wrongIn(/^bank\//, '"amount": "')).toMatch(
      /WRONG {2}00[1-4] .*the bank's line and its payouts differ/,
    )
    expect(wrongIn(/^manifest.json$/, '"seed": "')).toContain('manifest.json: its SHA-256 is not the one')
    expect(wrongIn(/^selection.json$/, '"seed": "')).toContain('it is about another choice')
  })

  test('whose hashes somebody wrote anew after he altered it is found out by its sums', () => {
    const forged = (name: RegExp, from: string) => {
      const { lines, isSound } = reportOnPack(forge(altered(readZip(pack), name, from)))
      return [isSound, lines.join('\n')]
    }
    expect(forged(/^batches\//, '"total": "')).toEqual([
      false,
      expect.stringContaining('the batch and its payouts'),
    ])
    expect(forged(/^bank\//, '"left": "')).toEqual([
      false,
      expect.stringContaining("the bank's line and its payouts"),
    ])
    expect(forged(/^runs\//, '"amount": "')).toEqual([false, expect.stringContaining('differ')])
    expect(forged(/^contracts\//, '"ratio": "')).toEqual([false, expect.stringContaining('has not the hash')])
    expect(forged(/^items\/001.*json$/, '"opening": "')).toEqual([
      false,
      expect.stringContaining('the entries'),
    ])
    expect(forged(/^selection.json$/, '"candidates": [\n  "')).toEqual([
      false,
      expect.stringContaining('chooses others'),
    ])
  })

  test('ends the command line with 1 when a byte of it was altered, and with 0 when none was', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pack-')), 'pack.zip')
    const verify = (bytes: Buffer, ...more: string[]) => {
      writeFileSync(file, bytes)
      const { status, stdout } = spawnSync(process.execPath, ['src/cli/verify-pack.ts', file, ...more], {
        encoding: 'utf8',
      })
      return [status, stdout.trim().split('\n').at(-1)]
    }
    expect(verify(pack)).toEqual([0, expect.stringMatching(/^Sound: 4 of 4 payouts/)])
    const altered = Buffer.from(pack)
    altered[pack.length >> 1] = (altered[pack.length >> 1] ?? 0) ^ 1
    expect(verify(altered)).toEqual([1, expect.stringMatching(/^NOT SOUND/)])
    expect(verify(pack, '--sha256', 'a'.repeat(64))).toEqual([1, expect.stringMatching(/^NOT OURS/)])
  })
})

/** The files with one digit altered in the first of that name: the one behind a text, or the last byte. */
function altered(files: readonly Packed[], name: RegExp, from: string | null): Packed[] {
  const index = files.findIndex(file => name.test(file.name))
  return files.map((file, place) => {
    if (place !== index) return file
    const bytes = Buffer.from(file.bytes)
    const at = from === null ? bytes.length - 1 : bytes.indexOf(from) + from.length
    bytes[at] = bytes[at] === 0x38 ? 0x37 : 0x38
    return { name: file.name, bytes }
  })
}

/** Lists the files with the hashes that they have now. */
function forge(files: readonly Packed[]): Buffer {
  const [first, , ...rest] = files
  const manifest = JSON.parse(Buffer.from(first?.bytes ?? []).toString()) as Manifest
  const bytes = jsonOf({ ...manifest, files: rest.map(listed) })
  const hash = Buffer.from(`${sha256(bytes)}  manifest.json\n`)
  return writeZip([{ name: 'manifest.json', bytes }, { name: 'manifest.sha256', bytes: hash }, ...rest])
}
