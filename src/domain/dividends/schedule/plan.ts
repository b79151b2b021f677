import { divide, type Exact, exact, parseRatio, round } from '../../money/fraction.ts'
import type { RepaymentMethod, Schedule } from '../../offerings/terms/repayment-terms.ts'
import { MONTHS } from '../../offerings/terms/reporting.ts'
import { addMonths } from '../../time/calendar.ts'

/** What is to be paid on a day, in minor units. */
export type Instalment = {
  /** 1 for the first. */
  number: number
  dueOn: string
  capital: bigint
  interest: bigint
  total: bigint
}

/**
 * The plan by which a capital in minor units is repaid. Interest of a period is the exact rate of a month × its months on
 * the capital that is open before it, rounded half up; an annuity, and an equal part of the capital, is one exact
 * fraction rounded half up once. The last instalment repays what is open then: the capital sums to the cent.
 */
export function planOf(schedule: Schedule, principal: bigint): Instalment[] {
  const { instalments, every, firstDueOn, method } = schedule
  const rate = periodRate(schedule)
  const wish = WISHES[method]({ principal, instalments, rate })
  const plan: Instalment[] = []
  let open = principal
  for (let number = 1; number <= instalments; number++) {
    const interest = round(rate.mul(exact(open)), 'halfUp')
    const capital = number === instalments ? open : between(0n, wish(interest), open)
    const dueOn = addMonths(firstDueOn, MONTHS[every] * (number - 1))
    plan.push({ number, dueOn, capital, interest, total: capital + interest })
    open -= capital
  }
  return plan
}

type Loan = { principal: bigint; instalments: number; rate: Exact }

/** What an instalment that is not the last repays of the capital, when so much of it is interest. */
const WISHES: Record<RepaymentMethod, (loan: Loan) => (interest: bigint) => bigint> = {
  annuity: loan => {
    const payment = annuityOf(loan)
    return interest => payment - interest
  },
  linear: ({ principal, instalments }) => {
    const part = divide(principal, BigInt(instalments), 'halfUp')
    return () => part
  },
  bullet: () => () => 0n,
}

/** P × i ÷ (1 − (1 + i)^−n) for i = a/b: P × a × (a + b)^n ÷ (b × ((a + b)^n − b^n)), in whole numbers until the end. */
function annuityOf({ principal, instalments, rate: { n: a, d: b } }: Loan): bigint {
  const times = BigInt(instalments)
  if (a === 0n) return divide(principal, times, 'halfUp')
  const grown = (a + b) ** times
  return divide(principal * a * grown, b * (grown - b ** times), 'halfUp')
}

/** The rate of one period: so many twelfths of a year's as it has months. */
function periodRate({ rateRatio, every }: Schedule): Exact {
  return parseRatio(rateRatio)
    .mul(exact(BigInt(MONTHS[every])))
    .div(exact(12n))
}

function between(least: bigint, value: bigint, most: bigint): bigint {
  if (value < least) return least
  return value > most ? most : value
}
