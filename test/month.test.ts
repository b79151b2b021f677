import { expect, test } from '@jest/globals'
import { reportOnPack } from '../src/cli/pack-report.ts'
import { paidAtOnce } from './support/answers.ts'
import { step } from './support/changes.ts'
import {
  cents,
  closeMonths,
  euros,
  type Group,
  imported,
  payoutsOf,
  payRun,
  prepare,
  rejected,
  sent,
  taken,
} from './support/month.ts'
import { beginYear, earn } from './support/month-begun.ts'
import {
  confirmAccount,
  explain,
  issueTaxFile,
  nameReturn,
  nameTaxOffice,
  reconciled,
} from './support/month-end.ts'
import { balancesOn, packOf, papersOf } from './support/month-papers.ts'
import { distribute, type Line, linesOf, preview, signPreview } from './support/month-signed.ts'
import { useServer } from './support/server.ts'

/** `npm run trials -- month` tells it with 5,000. */
const PAYEES = Number(process.env.PAYEES ?? 40)

/** Timing decides nothing: this only ends one that hangs. */
const LONGEST = 30 * 60_000

const REVENUE = BigInt(PAYEES) * 61_73n

const server = useServer({ starts: '2025-01-02T09:00:00Z' })
const on = (instant: string) => server.clock.move?.(new Date(instant))

test(
  `the month of a finance officer with ${PAYEES} payees`,
  async () => {
    // January: the crowd pays, and the offering closes.
    const { staff, cleo, issuer, projectId, people, raised } = await beginYear(server, PAYEES)
    const partyOf = (name: string) => `Party:${people[Number(name.split(' ').at(-1))]}`

    // August: the issuer reports, finance approve, the money arrives and is distributed, tax withheld.
    on('2025-09-02T09:00:00Z')
    await earn(server, { staff, issuer, projectId, amount: REVENUE, lain: raised })
    await nameTaxOffice(staff)
    // What is signed is what was seen: nobody distributes so much before, and what is done is what was shown.
    await expect(distribute(staff.finance, projectId)).rejects.toMatchObject({ code: 'RUN_NOT_APPROVED' })
    const seen = await preview(staff.finance, projectId, '2025-09-02')
    expect(seen).toMatchObject({ holders: PAYEES, amount: { amount: euros(REVENUE) } })
    await signPreview(staff.approver, projectId, '2025-09-02', seen.hash)
    const { id: distributionId, ...run } = await distribute(staff.finance, projectId)
    expect(run).toEqual({ amount: seen.amount, recipients: seen.recipients })
    const lines = await linesOf(staff.auditor, distributionId)

    // Who is paid on Friday? One person prepares, one approves, and as it is a large sum a third sends the one file.
    const friday = '2025-09-05'
    const before = await payRun(staff.auditor, friday)
    const ready = before.groups.find(group => group.payee === 'holder' && group.code === 'READY') as Group
    // One share earns less than what is worth a transfer.
    expect(ready.payees).toBe((PAYEES / 5) * 4)
    const of = (payee: string) =>
      before.groups
        .filter(group => group.payee === payee)
        .reduce((sum, group) => sum + cents(group.amount), 0n)
    // 30 % of what each holder got, to half a cent for each of four levies: so much was withheld.
    const tenths = of('taxOffice') * 10n - (of('holder') + of('taxOffice')) * 3n
    expect((tenths < 0n ? -tenths : tenths) <= BigInt(PAYEES) * 20n && of('taxOffice') > 0n).toBe(true)
    const liability = before.totals.reduce((sum, total) => sum + cents(total.liability), 0n)
    expect(before.groups.reduce((sum, group) => sum + cents(group.amount), 0n)).toBe(liability)
    // All that came is owed: three fifths to the holders and, of theirs, to the tax office; a twentieth to the platform; the rest
    // to the issuer, who is owed what was raised, too. What no cent can be made of is the carry of the holders.
    const shared = of('holder') + of('taxOffice')
    expect(shared).toBeLessThanOrEqual((REVENUE * 3n) / 5n)
    expect(shared + BigInt(PAYEES)).toBeGreaterThan((REVENUE * 3n) / 5n)
    expect(liability).toBeLessThanOrEqual(raised + REVENUE)
    expect(liability + BigInt(PAYEES)).toBeGreaterThan(raised + REVENUE)
    const { batch } = await prepare(staff.finance, friday)
    expect(cents(batch.total)).toBe(cents(ready.amount))
    await step(staff.approver, 'approvePayouts', 'batchId', batch.id)
    const file = await taken(cleo, batch.id)
    expect(file).toMatchObject({ payouts: ready.payees, sum: batch.total, problems: [] })
    expect(Buffer.from(file.content, 'base64').toString()).toContain(
      `<CtrlSum>${batch.total.amount}</CtrlSum>`,
    )
    await sent(cleo, batch.id, file.sha256)

    // The bank's answers: one account is closed; the rest leaves as one sum, and one payout comes back on the next Tuesday.
    const [closed, unreachable] = await payoutsOf(staff.finance, batch.id)
    expect(closed).toBeDefined()
    await rejected(staff.finance, batch.id, closed.endToEndId)
    on('2025-09-05T20:00:00Z')
    const left = cents(batch.total) - cents(closed.amount)
    const lain = raised + REVENUE
    const carried = paidAtOnce(euros(left), 'D1', batch.id)
    const settled = { opening: euros(lain), closing: euros(lain - left), entries: [carried] }
    expect(await imported(server, staff.finance, settled)).toMatchObject({
      payoutsSettled: ready.payees - 1,
      debits: [],
      suspense: [],
    })
    on('2025-09-09T20:00:00Z')
    const back = { amount: unreachable.amount.amount, text: 'Return', ref: 'B1' }
    const returned = {
      opening: euros(lain - left),
      closing: euros(lain - left + cents(unreachable.amount)),
      entries: [back],
    }
    expect(await imported(server, staff.finance, returned)).toMatchObject({
      payoutsReturned: 0,
      debits: [],
      suspense: [{ count: 1 }],
    })

    // Reconcile to green: the bank does not say which payout it was. Red, until somebody answers for it by a day; and green
    // when it is found, for then the bank says to the cent what the books say.
    const red = await reconciled(staff.auditor)
    expect(red).toMatchObject({
      state: 'RED',
      differences: [{ kind: 'CREDIT_IN_SUSPENSE', amount: unreachable.amount, owner: null }],
    })
    await explain(staff.finance, red.differences[0]?.id ?? '', '2025-09-12')
    expect(await reconciled(staff.auditor)).toMatchObject({
      state: 'YELLOW',
      differences: [{ owner: { id: staff.finance.id }, dueOn: '2025-09-12' }],
    })
    await nameReturn(staff.finance, batch.id, unreachable.endToEndId)
    const GREEN = { state: 'GREEN', difference: { amount: '0.00' }, differences: [] }
    expect(await reconciled(staff.auditor)).toEqual(GREEN)
    const after = await payRun(staff.auditor, '2025-10-06')
    expect(after.groups.find(group => group.code === 'RETURNED')).toMatchObject({
      payees: 2,
      amount: { amount: euros(cents(closed.amount) + cents(unreachable.amount)) },
    })

    // October: the month is closed, every holder gets his statement, and the tax office its return and its money.
    on('2025-10-03T09:00:00Z')
    await closeMonths(staff, upTo(9))
    const september = await papersOf(server, staff, '2025-09')
    const { taxReturn } = await staff.finance.ask<{ taxReturn: { total: object; posted: object } }>(
      '{ taxReturn(month: "2025-09") { dueOn total { amount } posted { amount } } }',
    )
    const withheld = { amount: euros(of('taxOffice')) }
    expect(taxReturn).toEqual({ dueOn: '2025-10-15', total: withheld, posted: withheld })
    await staff.finance.ask(
      'mutation { fileTaxReturn(month: "2025-09", idempotencyKey: "file") { __typename ... on Refusal { code message } } }',
    )
    await confirmAccount(staff.finance, partyOf(unreachable.holderName))
    const due = await payRun(staff.auditor, '2025-10-06')
    const leaving = due.groups.filter(group => group.code === 'READY')
    expect(leaving.find(({ payee }) => payee === 'taxOffice')?.amount).toEqual(withheld)
    expect(leaving.find(({ payee }) => payee === 'holder')?.amount).toEqual(unreachable.amount)
    expect(leaving).toHaveLength(2)
    const second = (await prepare(staff.finance, '2025-10-06')).batch
    expect(cents(second.total)).toBe(of('taxOffice') + cents(unreachable.amount))
    await step(staff.approver, 'approvePayouts', 'batchId', second.id)
    await sent(cleo, second.id, (await taken(cleo, second.id)).sha256)
    on('2025-10-06T20:00:00Z')
    const lies = lain - left + cents(unreachable.amount)
    const out = [paidAtOnce(second.total.amount, 'D2', second.id)]
    const gone = { opening: euros(lies), closing: euros(lies - cents(second.total)), entries: out }
    expect(await imported(server, staff.finance, gone)).toMatchObject({ debits: [], suspense: [] })
    expect(await reconciled(staff.auditor)).toEqual(GREEN)
    const paidOver = await payRun(staff.auditor, '2025-11-14')
    expect(paidOver.groups.filter(group => group.payee === 'taxOffice')).toEqual([])

    // November: what statements say is what the ledger has of each holder, and each begins with what the one before ended with.
    on('2025-11-04T09:00:00Z')
    await closeMonths(staff, ['2025-10'])
    const october = new Map((await papersOf(server, staff, '2025-10')).map(told => [told.holder, told]))
    const balances = {
      september: await balancesOn(server, staff.auditor, '2025-09-30'),
      october: await balancesOn(server, staff.auditor, '2025-10-31'),
    }
    expect([september.length, october.size, lines.size]).toEqual([PAYEES, PAYEES, PAYEES])
    const notPaid = [closed, unreachable].map(payout => partyOf(payout.holderName))
    for (const told of september) {
      const party = partyOf(told.holder)
      const { gross, net, carry } = lines.get(party) as Line
      const balance = balances.september.get(party) ?? 0n
      const paid = told.paidOut === 0n ? 0n : net
      const paidBack = notPaid.includes(party) ? paid : 0n
      expect(told).toEqual({
        ...{ holder: told.holder, opening: 0n, entitlements: gross, levies: net - gross },
        ...{ paidOut: -paid, paidBack, closing: balance, carryAfter: told.carryAfter },
      })
      expect(scaled(told.carryAfter, 20)).toBe(scaled(carry, 18))
      const next = october.get(told.holder)
      expect(next).toMatchObject({ opening: told.closing, closing: balances.october.get(party) ?? 0n })
    }
    expect(september.reduce((sum, told) => sum - told.levies, 0n)).toBe(of('taxOffice'))
    expect(september.reduce((sum, told) => sum - told.paidOut - told.paidBack, 0n)).toBe(
      left - cents(unreachable.amount),
    )

    // January: the year is told to the tax office, to the cent what the ledger has, with what a person has to look at.
    on('2026-01-05T09:00:00Z')
    const yearly = await issueTaxFile(staff.finance, 2025)
    expect(yearly).toMatchObject({ beneficiaries: PAYEES, withheld, posted: withheld })
    expect(yearly.problems.slice(0, 2).map(problem => problem.code)).toEqual([
      'LAYOUT_OF_ANOTHER_YEAR',
      'PAYER_ADDRESS_OPEN',
    ])
    const told = [...lines.values()].reduce((sum, line) => sum + line.gross, 0n)
    expect(yearly.boxes.find(({ box }) => box === '2DC-AY')?.exact).toEqual({ amount: euros(told) })
    const records = Buffer.from(yearly.content, 'base64').toString('ascii').split('\r\n')
    expect(records).toHaveLength(1 + 2 * PAYEES + 1 + 1)

    // Nobody of them lives in another state: tax offices abroad would be told of none, and all that was paid is accounted for.
    const { abroadFile } = await staff.finance.ask<{ abroadFile: object }>(ABROAD)
    const all = { received: { amount: euros(told) }, withheld }
    expect(abroadFile).toEqual({
      accounts: 0,
      totals: [{ outcome: 'livesInFrance', parties: PAYEES, ...all }],
      posted: [all],
    })

    // The auditor chooses 25 payments by a seed of his own, and verifies them without us: one altered byte is found.
    const { bytes, items } = await packOf(staff.auditor, 'dice: 4 1 6', 25)
    expect(items).toBe(25)
    expect(reportOnPack(bytes).isSound).toBe(true)
    const middle = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    expect(reportOnPack(bytes).isSound).toBe(false)
  },
  LONGEST,
)

const ABROAD = `{ abroadFile(year: 2025, siret: "73282932000074", town: "Paris") {
  accounts totals { outcome parties received { amount } withheld { amount } } posted { received { amount } withheld { amount } } } }`

const upTo = (last: number) => Array.from({ length: last }, (_, month) => `2025-0${month + 1}`)
/** A decimal text as a whole number of its last place. */
const scaled = (text: string, places: number) => {
  const [whole = '', decimals = ''] = text.split('.')
  return BigInt(`${whole}${decimals.padEnd(places, '0')}`)
}
