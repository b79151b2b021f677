import type { Case, Period } from './case.ts'
import { type CastMember, castCrowd, PASSWORD } from './cast.ts'
import { Person } from './client.ts'
import { distributeIncome } from './play-revenue.ts'
import { assembleStaff, buy, moveClock, openRaise, type Raise, type Staff } from './stage.ts'

/** Everybody in the story, and what they raised. */
export type Story = {
  staff: Staff
  artist: Person
  crowd: { person: Person; shares: number }[]
  raise: Raise
}

/** Told after each step, with how many there are. */
export type Progress = { begin(what: string, steps: number): void; step(): void; end(): void }

/** The raise: staff and artist come, the offering opens, everybody in the crowd joins, orders and pays, cron closes it. */
export async function playRaise(url: string, code: string, kase: Case, progress: Progress): Promise<Story> {
  const { madeUp, published } = kase
  const staff = await assembleStaff(url, code)
  const artist = await Person.join(url, {
    name: kase.artist,
    email: 'artist@stage.example',
    password: PASSWORD,
    language: 'fr',
  })
  const raise = await openRaise(staff, artist, { ...kase, ...madeUp, key: 'first' })
  await moveClock(staff.admin, madeUp.ordersFrom)
  const cast = castCrowd({
    holders: published.holders,
    shares: kase.class.shares,
    least: published.leastShares,
    named: published.namedShares,
    most: published.mostShares,
    seed: madeUp.seed,
  })
  progress.begin('The crowd joins, orders and pays', cast.length)
  const crowd = await inParallel(cast, async (member: CastMember) => {
    const { shares, ...credentials } = member
    const person = await Person.join(url, credentials)
    await buy(staff.finance, person, { offeringId: raise.offeringId, shares, at: madeUp.ordersFrom })
    progress.step()
    return { person, shares }
  })
  progress.end()
  await moveClock(staff.admin, madeUp.closesAt)
  return { staff, artist, crowd, raise }
}

/** What came in: by one source, with what was deducted from it. Decimal texts. */
export type Income = Period & {
  source: string
  gross: string
  deduction?: string
  label?: string
  received: string
  at: string
}

/** The artist reports, somebody else approves, the money arrives, cron distributes and issues the papers. */
export async function playRevenue(
  { staff, artist, raise }: Story,
  currency: string,
  income: Income,
): Promise<string> {
  const { from, to, source, gross, deduction, label, received, at } = income
  const money = (amount: string) => ({ amount, currency })
  const line = { source, gross: money(gross), deductionLabel: label }
  const lines = [deduction === undefined ? line : { ...line, deduction: money(deduction) }]
  const { projectId } = raise
  return distributeIncome(
    { staff, issuer: artist, projectId },
    { from, to, lines, received: money(received), at, key: from },
  )
}

const AT_ONCE = 6

/** Does the same for every item, a few at a time, and answers in the order of the items. */
export async function inParallel<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}
