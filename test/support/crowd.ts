import { act } from '../../src/act.ts'
import type { Orm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { newId } from '../../src/domain/ids.ts'
import { lockOffering } from '../../src/domain/offerings/lock-offering.ts'
import { changePayoutAccount } from '../../src/domain/parties/payout-accounts/change-payout-account.ts'
import { recordPayeeVerification } from '../../src/domain/parties/payout-accounts/record-payee-verification.ts'
import { addParty } from '../../src/domain/parties/people/register-party.ts'
import { declareTaxResidence } from '../../src/domain/parties/tax/declare-tax-residence.ts'
import { subscribeAll } from '../../src/domain/shares/orders/subscribe.ts'
import { subscriptions } from '../../src/domain/shares/subscriptions.ts'

/** An order of the crowd, as its payer must pay it. */
export type CrowdOrder = { reference: string; amount: bigint; iban: string; name: string }

/** Names as people of Europe write them, and what is awkward in a file for a bank. */
const NAMES = [
  'Zoë Łukasiewicz',
  'Søren Ågård',
  'Γιώργος Παπάς',
  'Željko Đurić',
  'O’Neill & Sons',
  'Jean "Jo" Œuvrard',
]

/**
 * So many investors who live in France, each with an account that his bank says is his. By verbs, many to an act:
 * they came long before the month that is told.
 */
export async function joinCrowd(orm: Orm, count: number, now: Date): Promise<string[]> {
  const people: string[] = []
  while (people.length < count) {
    const some = Math.min(250, count - people.length)
    await act(orm, { actor: system('cli'), verb: 'joinCrowd', now }, async em => {
      for (let index = 0; index < some; index++) {
        const number = people.length
        const holderName = nameOf(number)
        const ownerId = await addParty(em, {
          kind: 'person',
          name: holderName,
          language: number % 3 === 0 ? 'en' : 'fr',
        })
        people.push(ownerId)
        await declareTaxResidence(
          em,
          { partyId: ownerId, country: 'FR', provedOn: '2024-12-01', evidence: null, byFinance: true },
          now,
        )
        const account = { ownerId, iban: ibanOf(number), bic: null, holderName }
        const { payoutAccountId } = await changePayoutAccount(em, account, now)
        await recordPayeeVerification(em, { payoutAccountId, result: 'match', verifierId: newId() }, now)
      }
      return {}
    })
  }
  return people
}

/** Each orders one to five shares, all in one act. */
export async function orderAll(
  orm: Orm,
  offeringId: string,
  people: readonly string[],
  now: Date,
): Promise<CrowdOrder[]> {
  const orders = people.map((partyId, index) => ({ partyId, shares: 1 + (index % 5), orderedAt: now }))
  await act(orm, { actor: system('cli'), verb: 'orderAll', now }, async em => {
    const answers = await subscribeAll(em, await lockOffering(em, offeringId), orders)
    for (const answer of answers) if (answer instanceof Error) throw answer
    return {}
  })
  const em = orm.em.fork()
  const ids = await sqlOf(em)
    .selectFrom('subscription')
    .select('id')
    .where('offeringId', '=', offeringId)
    .execute()
  const rows = await subscriptions(
    em,
    ids.map(row => row.id),
  )
  const numbers = new Map(people.map((partyId, index) => [partyId, index]))
  return rows.map(({ partyId, reference, amount }) => {
    const number = numbers.get(partyId) as number
    return { reference, amount, iban: ibanOf(number), name: nameOf(number) }
  })
}

const nameOf = (number: number) => `${NAMES[number % NAMES.length]} ${number}`

/** A German account number with the right check digits, by ISO 13616: the letters of the country count as 13 and 14. */
function ibanOf(number: number): string {
  const body = `37040044${String(number).padStart(10, '0')}`
  const check = 98n - (BigInt(`${body}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${body}`
}
