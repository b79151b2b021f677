import { type Derivation, dividesAll, recompute } from '../../dividends/explanation/derivation.ts'
import { convert } from '../../money/convert.ts'
import { parseCurrency } from '../../money/currency.ts'
import { exact, ONE, parseExact, parseRatio } from '../../money/fraction.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import { convertedProblems } from './converted-problems.ts'
import { readDerivation } from './derivation-text.ts'
import type { BankFile, BatchFile, RunFile, Trace, TracedLine } from './trace-shape.ts'

/** Reads a file that a trace refers to. */
export type ReadFile = (name: string) => unknown

/**
 * Computes a trace again from nothing but itself and the files it refers to, and answers what does not agree: the payouts
 * with the bank's line and the batch, the entries with the balance, each line with shares × rate by the rounding of real runs,
 * the reports with what was divided, the contract with its hash.
 */
export function traceProblems(trace: Trace, read: ReadFile, hashOf: (name: string) => string): string[] {
  const money = moneyIn(trace.currency)
  const lines = trace.lines.flatMap(line => lineProblems(line, read, hashOf))
  const parts = trace.parts.flatMap(part => partProblems(part, read, hashOf))
  if (trace.basis === 'dividends') {
    const all = sum(trace.lines.map(line => money(line.net)))
    return [...unequal('the lines and the amount', all, money(trace.amount)), ...lines, ...parts]
  }
  return [
    ...conversionProblems(trace),
    ...bankProblems(trace, read),
    ...batchProblems(trace, read),
    ...accountProblems(trace),
    ...lines,
    ...parts,
  ]
}

const moneyIn = (code: string) => {
  const currency = parseCurrency(code)
  return (text: string) => parseAmount(text, currency)
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, each) => total + each, 0n)

function unequal(what: string, one: bigint, other: bigint): string[] {
  return one === other ? [] : [`${what} differ: ${one} and ${other} minor units`]
}

/** What the bank paid: the amount, or what that became in another currency. */
const paidBy = ({ payment, currency, amount }: Trace) => payment?.converted ?? { currency, amount }

/** What the bank paid in another currency is the amount at the rate that is named, rounded half even. */
function conversionProblems({ payment, currency, amount }: Trace): string[] {
  if (!payment?.converted) return []
  const { rate, from, currency: paidIn, amount: paid } = payment.converted
  const told = parseRatio(rate)
  const pair = { from: parseCurrency(currency), to: parseCurrency(paidIn) }
  const again = convert(moneyIn(currency)(amount), {
    ...pair,
    rate: from === currency ? told : ONE.div(told),
  })
  return unequal('the amount at its rate and what was paid', again, moneyIn(paidIn)(paid))
}

/** What the payouts claim of it, with what is left, is what left the bank. */
function bankProblems(trace: Trace, read: ReadFile): string[] {
  const { id, payment } = trace
  if (payment === null || payment.bank === null) return []
  const { currency, amount } = paidBy(trace)
  const [money, line] = [moneyIn(currency), read(payment.bank) as BankFile]
  const claimed = sum(line.legs.map(leg => money(leg.amount)))
  const own = line.legs.find(leg => leg.id === id)
  return [
    ...unequal("the bank's line and its payouts", money(line.amount), claimed + money(line.left)),
    ...(money(line.left) < 0n ? ["the payouts are more than the bank's line"] : []),
    ...(own?.amount === amount ? [] : ["the bank's line did not carry this amount out"]),
  ]
}

function batchProblems(trace: Trace, read: ReadFile): string[] {
  const { id, payment } = trace
  if (payment === null) return ['it has no payment']
  const { currency, amount } = paidBy(trace)
  const [money, batch] = [moneyIn(currency), read(payment.batch) as BatchFile]
  const standing = batch.legs.filter(leg => leg.ended !== 'cancelled')
  const own = batch.legs.find(leg => leg.id === id)
  const { prepared, approved, sent } = batch
  const times = [prepared.at, ...approved.map(each => each.at), ...(sent === null ? [] : [sent.at])]
  const wrong: [boolean, string][] = [
    [own?.amount !== amount || own.ended !== 'settled', 'the batch did not pay this amount'],
    [own?.endToEndId !== payment.endToEndId, 'the batch calls it by another name'],
    [approved.length === 0 || sent === null, 'the batch was not approved and sent'],
    [approved.some(each => each.by?.id === prepared.by?.id), 'who prepared the batch approved it'],
    [times.toSorted().join() !== times.join(), 'the batch was approved or sent before it was prepared'],
  ]
  return [
    ...unequal('the batch and its payouts', money(batch.total), sum(standing.map(leg => money(leg.amount)))),
    ...wrong.flatMap(([is, what]) => (is ? [what] : [])),
  ]
}

/** The entries lead from the opening to the closing balance, each is in balance, and the runs among them are traced on. */
function accountProblems({ id, amount, currency, account, lines, parts }: Trace): string[] {
  if (account === null) return ['it has no account']
  const money = moneyIn(currency)
  const { entries, opening, closing } = account
  const own = entries.find(entry => entry.kind === 'payoutPrepared' && entry.factId === id)
  const moved = money(opening) + sum(entries.map(entry => money(entry.amount)))
  const problems = [
    ...unequal('the entries and the balance', moved, money(closing)),
    ...(own?.amount === formatAmount(-money(amount), parseCurrency(currency))
      ? []
      : ['no entry of the account is this payout']),
    ...entries.flatMap(({ id: entryId, amount, others }) =>
      unequal(`the sides of entry ${entryId}`, money(amount), -sum(others.map(side => money(side.amount)))),
    ),
  ]
  // What was withheld in a run is of all its lines, which a pack does not hold: its entry shows what it was withheld from.
  if (account.kind === 'levy') return problems
  const traced = [...lines.map(({ run, net }) => ({ run, amount: net })), ...parts]
  for (const entry of entries.filter(each => each.kind === 'revenueDistributed')) {
    const behind = traced.filter(({ run }) => run.includes(entry.factId))
    problems.push(
      ...unequal(
        `run ${entry.factId} and its entry`,
        sum(behind.map(each => money(each.amount))),
        money(entry.amount),
      ),
    )
  }
  return problems
}

type Hashes = (name: string) => string

function lineProblems(line: TracedLine, read: ReadFile, hashOf: Hashes): string[] {
  const run = read(line.run) as RunFile
  const money = moneyIn(run.currency)
  const derivation = readDerivation(line.derivation)
  const again = recompute(derivation)
  const key = `${derivation.distributionId}:${derivation.classId}:${derivation.holderId}`
  const levies = derivation.levies?.map(levy => levy.amount) ?? null
  const wrong: [boolean, string][] = [
    [key !== line.id || run.id !== derivation.distributionId, 'is derived from another run'],
    [run.contract.version !== derivation.rules.contractVersion, 'follows another version of the contract'],
    [`${again.levies}` !== `${levies}`, 'has other levies than its rules'],
    [
      !again.due.equals(derivation.due) || !dividesAll({ tiers: derivation.tiers, amount: again.amount }),
      'has tiers that do not divide what came in',
    ],
    [line.shares !== sharesOf(derivation), 'has other shares than it is derived from'],
  ]
  return [
    ...unequal('shares × rate and the line before tax', again.gross, derivation.line.amount),
    ...unequal('what is carried and the rounding', again.carry, derivation.line.after),
    ...unequal('the share of the class and its rounding', again.pool, derivation.pool.amount),
    ...unequal('the line and the net', again.net, money(line.net)),
    ...dividedProblems(run, again.amount),
    ...wrong.flatMap(([is, what]) => (is ? [`the line ${what}`] : [])),
    ...runProblems(run, hashOf),
  ]
}

/** What ran through the tiers, and what corrections owed besides, is all that was divided. */
function dividedProblems({ currency, amount, recipients }: RunFile, reported: bigint): string[] {
  const besides = recipients.reduce((total, { adjusted }) => total.add(parseExact(adjusted)), exact(reported))
  const divided = moneyIn(currency)(amount)
  if (besides.equals(exact(divided))) return []
  return [`what was reported and what was divided differ: ${besides.toFraction()} and ${divided} minor units`]
}

/** A weight is exact and whole. */
const sharesOf = ({ line }: Derivation) => line.weight.n.toString()

function partProblems(part: Trace['parts'][number], read: ReadFile, hashOf: Hashes): string[] {
  const run = read(part.run) as RunFile
  const own = run.recipients.find(each => each.recipient === part.recipient)
  const same = own?.amount === part.amount
  return [...(same ? [] : [`the run gave ${part.recipient} another amount`]), ...runProblems(run, hashOf)]
}

/** The reports come to what was divided, at their rates, were approved by somebody else, and the contract has the hash that is named. */
function runProblems(run: RunFile, hashOf: Hashes): string[] {
  const money = moneyIn(run.currency)
  const reported = sum(run.reports.map(report => money(report.net)))
  const { file, sha256 } = run.contract
  const self = run.reports.filter(
    ({ reported, approved }) => approved !== null && approved.by?.id === reported.by?.id,
  )
  return [
    ...unequal('the reports and what was divided', reported + money(run.corrections), money(run.amount)),
    ...run.reports.flatMap(({ id, gross, deductions, net }) =>
      unequal(`report ${id} and its net`, money(gross) - money(deductions), money(net)),
    ),
    ...run.reports.flatMap(report => convertedProblems(report, run.currency)),
    ...self.map(({ id }) => `report ${id} was approved by who reported it`),
    ...(hashOf(file) === sha256 ? [] : [`${file} has not the hash that run ${run.number} names`]),
  ]
}
