import type { AccountName } from '../../ledger/accounts-for.ts'
import { exact, parseRatio, round } from '../../money/fraction.ts'
import type { ContractRow } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { placeOf } from '../../packed-ids.ts'
import { holderAccount } from '../../shares/shares-accounts.ts'
import type { RunLevies } from '../levies/levy-pools.ts'
import type { RunResult } from '../run/decide-run.ts'
import { recipientAccount } from '../run/recipient-account.ts'

/** What a run takes from an account it credits, towards what is to be recovered from its owner. Minor units. */
export type RecoveryPlan = { account: AccountName; ownerId: string; amount: bigint }

/** A run that was decided, and what is open of what is to be recovered, by owner. */
export type Recovering = {
  project: ProjectRow
  contract: Pick<ContractRow, 'terms'>
  result: RunResult
  levies: RunLevies | null
  open: ReadonlyMap<string, bigint>
}

/**
 * What a run recovers: of what it credits to the account of each who has something to give back, the ratio that the
 * contract says (all, when it says nothing), rounded down, but no more than is open.
 */
export function recoveriesOf(run: Recovering): RecoveryPlan[] {
  const ratio = parseRatio(run.contract.terms.recoverRatio ?? '1')
  const open = new Map(run.open)
  const recoveries = [...open.keys()].flatMap(ownerId =>
    creditsOf(run, ownerId).map(({ account, amount: credit }) => {
      const [most, left] = [round(ratio.mul(exact(credit)), 'down'), open.get(ownerId) ?? 0n]
      const amount = most < left ? most : left
      open.set(ownerId, left - amount)
      return { account, ownerId, amount }
    }),
  )
  return recoveries.filter(({ amount }) => amount > 0n)
}

/** What a run gives to an account; below zero: what it takes from it. */
export type Credit = { account: AccountName; amount: bigint }

/** What a run credits to the accounts of one party: as a holder, as the issuer and as a partner. */
export function creditsOf({ project, contract, result, levies }: Recovering, ownerId: string): Credit[] {
  const asHolder = result.pools.map(({ classId, holders, amounts }): Credit => {
    const place = placeOf(holders.ids, ownerId)
    const net = (levies?.pools.get(classId)?.net ?? amounts)[place] ?? 0n
    return { account: holderAccount(ownerId, project.currency), amount: net }
  })
  const others = result.recipients
    .filter(({ recipient, posted }) => posted && !recipient.startsWith('class:'))
    .map(
      ({ recipient, amount }): Credit => ({
        account: recipientAccount(recipient, project, contract),
        amount,
      }),
    )
    .filter(({ account }) => account.ownerId === ownerId)
  const byKind = Map.groupBy([...asHolder, ...others], ({ account }) => account.kind)
  return [...byKind.values()].map(([first, ...more]) => ({
    account: (first as Credit).account,
    amount: more.reduce((total, { amount }) => total + amount, (first as Credit).amount),
  }))
}
