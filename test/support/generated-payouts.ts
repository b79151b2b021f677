import fc from 'fast-check'
import { composeIBAN } from 'ibantools'
import { sql } from 'kysely'
import type { Orm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import type { PaymentFile, PaymentFileVersion } from '../../src/documents/pain/payment-batch.ts'
import { refusalsOfLeg } from '../../src/documents/pain/payment-refusals.ts'
import { writePaymentFile } from '../../src/documents/pain/write-payment-file.ts'
import type { Currency } from '../../src/domain/money/currency.ts'
import { changePayoutAccount } from '../../src/domain/parties/payout-accounts/change-payout-account.ts'
import { parseName } from '../../src/domain/parties/people/names.ts'
import type { BankChange } from '../../src/domain/payments/conversion/claim-change.ts'
import { batchOf } from '../../src/domain/payments/payouts/batches.ts'
import { payRun } from '../../src/domain/payrun/pay-run.ts'
import { orderedBatch } from '../../src/schema/ordered-batch.ts'
import { leg } from '../documents/pain/batches.ts'
import { text } from '../documents/pain/letters.ts'
import { payingAbroadOf } from './paying-abroad.ts'
import { at } from './world.ts'

const VERSIONS: readonly PaymentFileVersion[] = ['09', '03']
/** What the payees of a batch are paid in; null: in euros, which they are owed. */
const CURRENCIES: readonly (Currency | null)[] = [null, 'USD', 'JPY', 'KWD']
const RATES = [
  ['USD', '1.0825'],
  ['JPY', '161.37'],
  ['KWD', '0.3311'],
] as const
const [DAY, NOW] = ['2025-05-05', '2025-04-30']

/** A batch that was prepared, its files, what they say they come to, and what the books say. Minor units. */
export type GeneratedBatch = {
  files: PaymentFile[]
  legs: number
  /** CtrlSum of each file, of the message and of the payment in it. */
  controlSums: bigint[]
  /** What its preparation moved into transit, by the postings. */
  inTransit: bigint
}

/** Batches of one to three holders with names of all letters of Europe, whom a distribution paid in euros, and who are paid in several currencies. */
export async function generatedPayouts(
  database: { orm: Orm },
  { seed, batches }: { seed: number; batches: number },
): Promise<GeneratedBatch[]> {
  const abroad = payingAbroadOf(database)
  const { paying, world, em } = abroad
  await abroad.openBanks(...CURRENCIES.flatMap(each => each ?? []))
  for (const [currency, rate] of RATES) await abroad.rate(currency, rate, '2025-04-01')
  const drawn = fc.sample(payees, { seed, numRuns: batches })
  const shares = drawn.flatMap(({ group }, place) =>
    group.map((each, index) => [`${place}-${index}`, each.shares]),
  )
  const { projectId, holders } = await world.funded(Object.fromEntries(shares) as Record<string, number>)
  await world.month(projectId, '2025-03', `${batches * 10_000}.37`)
  const made: GeneratedBatch[] = []
  for (const [place, { group, currency }] of drawn.entries()) {
    for (const [index, { iban, holderName }] of group.entries()) {
      const named = {
        ownerId: holders[`${place}-${index}`] ?? '',
        iban,
        bic: 'COBADEFF',
        currency,
        holderName,
      }
      const { payoutAccountId } = await world.run('2025-04-01', tx =>
        changePayoutAccount(tx, named, at('2025-04-01')),
      )
      await paying.verify(payoutAccountId, '2025-04-01')
    }
    const batchId = await abroad.prepare(DAY, NOW, currency ?? 'EUR', await changedFor(abroad, currency))
    const order = await orderedBatch(em(), await batchOf(em(), batchId), 'Tantième')
    const files = VERSIONS.flatMap(version => writePaymentFile(order, version).file ?? [])
    made.push({
      files,
      legs: group.length,
      controlSums: files.flatMap(sumsIn),
      inTransit: await movedToTransit(em(), batchId),
    })
  }
  return made
}

/** What the bank changed for the balances that are to be paid in a currency: exactly as much as they become. */
async function changedFor(
  { em, changed }: ReturnType<typeof payingAbroadOf>,
  currency: Currency | null,
): Promise<BankChange[]> {
  if (currency === null) return []
  const { lines } = await payRun(em(), DAY, at(NOW))
  const short = lines.filter(line => line.becomes?.currency === currency)
  const out = short.reduce((sum, line) => sum + line.amount, 0n)
  const back = short.reduce((sum, line) => sum + (line.becomes?.amount ?? 0n), 0n)
  return [await changed([out, 'EUR'], [back, currency], NOW)]
}

const isName = (name: string): boolean => {
  try {
    parseName(name)
    return refusalsOfLeg(leg({ name })).length === 0
  } catch {
    return false
  }
}

const group = fc.array(
  fc.record({
    shares: fc.integer({ min: 1, max: 40 }),
    holderName: text(140).filter(isName),
    iban: fc
      .bigInt(0n, 10n ** 18n - 1n)
      .map(bban => `${composeIBAN({ countryCode: 'DE', bban: `${bban}`.padStart(18, '0') })}`),
  }),
  { minLength: 1, maxLength: 3 },
)
const payees = fc.record({ group, currency: fc.constantFrom(...CURRENCIES) })

function sumsIn({ bytes }: PaymentFile): bigint[] {
  return [...`${bytes}`.matchAll(/<CtrlSum>([\d.]+)<\/CtrlSum>/g)].map(([, sum = '']) =>
    BigInt(sum.replace('.', '')),
  )
}

async function movedToTransit(em: ReturnType<Orm['em']['fork']>, batchId: string): Promise<bigint> {
  const { rows } = await sql<{ moved: bigint }>`
    select (-sum(posting.amount))::bigint as moved
      from payout_leg as leg
      join entry on entry.kind = 'payoutPrepared' and entry.fact_id = leg.id
      join posting on posting.entry_id = entry.id
      join account on account.id = posting.account_id and account.kind = 'transit'
     where leg.batch_id = ${batchId}`.execute(sqlOf(em))
  return rows[0]?.moved ?? 0n
}
