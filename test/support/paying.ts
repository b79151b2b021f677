import { newId } from '../../src/domain/ids.ts'
import { changePayoutAccount } from '../../src/domain/parties/payout-accounts/change-payout-account.ts'
import type { MatchResult } from '../../src/domain/parties/payout-accounts/payout-account.ts'
import { recordPayeeVerification } from '../../src/domain/parties/payout-accounts/record-payee-verification.ts'
import { openBankAccount } from '../../src/domain/payments/bank/open-bank-account.ts'
import { approveBatch } from '../../src/domain/payments/payouts/approve-batch.ts'
import { legsOfBatch } from '../../src/domain/payments/payouts/legs.ts'
import { sendBatch } from '../../src/domain/payments/payouts/send-batch.ts'
import { payRun } from '../../src/domain/payrun/pay-run.ts'
import { preparePayouts } from '../../src/domain/payrun/prepare-payouts.ts'
import { groupsOf } from '../../src/domain/payrun/run-groups.ts'
import { CLIENTS_IBAN } from './bank-files.ts'
import type { TestDatabase } from './database.ts'
import { at, worldOf } from './world.ts'

export const ANNS_IBAN = 'FR7630006000011234567890189'
export const OTHER_IBAN = 'DE89370400440532013000'

/** Verbs of paying out, each at a given moment. */
export function payingOf(database: Pick<TestDatabase, 'orm'>) {
  const world = worldOf(database)
  const { run } = world
  const em = () => database.orm.em.fork()

  /** The clients' bank account, from which all is paid. */
  const openBank = () =>
    run('2024-12-01', tx =>
      openBankAccount(
        tx,
        { code: 'clients', currency: 'EUR', iban: CLIENTS_IBAN, bic: null, holderName: 'Clients' },
        at('2024-12-01'),
      ),
    )
  const name = async (ownerId: string, now: string, iban = ANNS_IBAN) =>
    (
      await run(now, tx =>
        changePayoutAccount(tx, { ownerId, iban, bic: null, holderName: 'Payee' }, at(now)),
      )
    ).payoutAccountId
  const verify = (
    payoutAccountId: string,
    now: string,
    result: MatchResult = 'match',
    verifierId = newId(),
  ) => run(now, tx => recordPayeeVerification(tx, { payoutAccountId, result, verifierId }, at(now)))
  /** An account on which a payee may be paid two days later. */
  const known = async (ownerId: string, now: string, iban?: string) => {
    const payoutAccountId = await name(ownerId, now, iban)
    await verify(payoutAccountId, now)
    return payoutAccountId
  }
  const prepare = async (date: string, now: string, preparerId = newId()) =>
    (await run(now, tx => preparePayouts(tx, { date, currency: 'EUR', preparerId }, at(now)))).batchId
  const approve = (batchId: string, now: string, approverId = newId()) =>
    run(now, tx => approveBatch(tx, { batchId, approverId }, at(now)))
  const send = (batchId: string, now: string, senderId = newId(), sha256: string | null = null) =>
    run(now, tx => sendBatch(tx, { batchId, senderId, sha256 }, at(now)))
  /** A batch with the bank, prepared, approved and sent at one moment by three people. */
  const sent = async (date: string, now: string) => {
    const batchId = await prepare(date, now)
    await approve(batchId, now)
    await send(batchId, now)
    return { batchId, legs: await legsOfBatch(em(), batchId) }
  }

  /** The groups of a pay run as [payee, code, payees, amount], and what the books owe. */
  async function groups(date: string, now: string) {
    const { lines, onTheirWay, totals } = await payRun(em(), date, at(now))
    const found = groupsOf(lines, onTheirWay)
    return {
      groups: found.map(({ payee, code, payees, amount }) => [payee, code, payees, amount]),
      sum: found.reduce((sum, group) => sum + group.amount, 0n),
      liability: totals.reduce((sum, total) => sum + total.liability, 0n),
    }
  }

  const lines = async (date: string, now: string) => (await payRun(em(), date, at(now))).lines

  return { world, em, openBank, name, verify, known, prepare, approve, send, sent, groups, lines }
}
