import type { EntityManager } from '@mikro-orm/postgresql'
import { notAhead } from '../../parties/tax/evidence.ts'
import { within } from '../../refusal.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import {
  type DefaultRates,
  defaultRatesOf,
  type RatedLoan,
  WINDOW_MONTHS,
  windowsOf,
} from './default-rates.ts'
import { type Repayment, repayments } from './repayments.ts'
import { defaultsOf, repaidOn } from './standing.ts'

const LEAST_MONTHS = 36
/** Longer than any platform has been there. */
const MOST_YEARS = 100

/**
 * The default rates from one day to another, both included: 36 months at least, or all the months since the first loan
 * was made. Refuses DATE_MALFORMED, DAY_AHEAD, OBSERVATION_WRONG.
 * Source: Art 20(1) of Regulation (EU) 2020/1503; Art 2(4) of Delegated Regulation (EU) 2022/2115.
 */
export async function defaultRates(
  em: EntityManager,
  input: { from: string; to: string },
  now: Date,
): Promise<DefaultRates> {
  const from = within('from', () => parseDay(input.from))
  const to = within('to', () => notAhead(parseDay(input.to), dayOf(now, PLATFORM_ZONE)))
  const loans = (await repayments(em, null, now)).map(ratedLoan)
  const months = windowsOf({ from, to }).length * WINDOW_MONTHS
  const first = loans.reduce((early, { startedOn }) => (startedOn < early ? startedOn : early), to)
  // A young platform has no 36 months: it publishes all it has.
  const isAll = months >= WINDOW_MONTHS && from <= first
  const isTooLong = months > MOST_YEARS * WINDOW_MONTHS
  if (isTooLong || (months < LEAST_MONTHS && !isAll)) throw wrong(months, first)
  return defaultRatesOf(loans, { from, to })
}

function ratedLoan({ facts, grade, startedOn, today }: Repayment): RatedLoan {
  return {
    grade,
    startedOn,
    dueOn: facts.plan.filter(each => each.total > 0n).map(each => each.dueOn),
    defaults: defaultsOf(facts, today),
    repaidOn: repaidOn(facts, today),
  }
}

const wrong = (months: number, first: string) =>
  refuse.OBSERVATION_WRONG({ months, least: LEAST_MONTHS, first, most: MOST_YEARS })
