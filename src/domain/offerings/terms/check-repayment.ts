import { type Exact, ONE, parseRatio } from '../../money/fraction.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { ContractTerms } from './contract-terms.ts'
import { checkInterestFree } from './interest-free.ts'
import type { Grade, Schedule } from './repayment-terms.ts'

const MOST_INSTALMENTS = 480
/** A payment is in default 90 days after its due day: it must have been late before. */
const MOST_GRACE = 30
/** A calendar of months since then is short enough to be counted out. */
const EARLIEST = '1970-01-01'

/**
 * The static checks of what a contract says of repayment: a schedule that can be planned for a class that tiers pay, no
 * interest where none is to be, and the interest of the grade where there is one.
 * Refuses SCHEDULE_OUT_OF_RANGE, RECIPIENT_UNKNOWN, CONTRACT_EMPTY, INTEREST_FORBIDDEN, GRADE_UNKNOWN,
 * GRADE_RATE_DIFFERS, RATIO_MALFORMED, DATE_MALFORMED.
 */
export function checkRepayment(terms: ContractTerms, classCodes: readonly string[]): void {
  const { schedule, grade, interestFree } = terms
  if (schedule !== undefined) within('schedule', () => checkSchedule(schedule, terms, classCodes))
  if (interestFree === true) checkInterestFree(terms)
  if (grade !== undefined) within('grade', () => checkGrade(grade, terms))
}

function checkSchedule(schedule: Schedule, { tiers }: ContractTerms, classCodes: readonly string[]): void {
  const { class: code, instalments, graceDays = 0, firstDueOn, rateRatio } = schedule
  if (!classCodes.includes(code)) throw refuse.RECIPIENT_UNKNOWN({ tier: 'schedule', recipient: code })
  if (!tiers.some(tier => tier.split.some(part => part.to === `class:${code}`))) {
    throw refuse.CONTRACT_EMPTY({ what: `no tier pays "class:${code}", which the schedule repays` })
  }
  checkNumber('instalments', instalments, 1, MOST_INSTALMENTS)
  checkNumber('graceDays', graceDays, 0, MOST_GRACE)
  if (parseDay(firstDueOn) < EARLIEST) {
    const given = firstDueOn
    throw refuse.SCHEDULE_OUT_OF_RANGE({ what: 'firstDueOn', given, least: EARLIEST, most: '9999-12-31' })
  }
  if (parseRatio(rateRatio).compare(ONE) > 0) {
    throw refuse.SCHEDULE_OUT_OF_RANGE({ what: 'rateRatio', given: rateRatio, least: '0', most: '1' })
  }
}

function checkNumber(what: string, given: number, least: number, most: number): void {
  if (Number.isInteger(given) && given >= least && given <= most) return
  const range = { least: String(least), most: String(most) }
  throw refuse.SCHEDULE_OUT_OF_RANGE({ what, given: String(given), ...range })
}

function checkGrade({ name, rates }: Grade, { tiers, schedule }: ContractTerms): void {
  const own = Object.hasOwn(rates, name) ? rates[name] : undefined
  if (own === undefined) throw refuse.GRADE_UNKNOWN({ grade: name, known: Object.keys(rates).join(', ') })
  for (const text of Object.values(rates)) parseRatio(text)
  const same = (what: string, rate: string) => refuseOther(what, rate, { name, own, rate: parseRatio(own) })
  if (schedule !== undefined) same('the schedule', schedule.rateRatio)
  for (const { name: tier, upTo } of tiers) {
    if (upTo?.interest !== undefined) same(`tier "${tier}"`, upTo.interest.rate)
  }
}

function refuseOther(what: string, rate: string, grade: { name: string; own: string; rate: Exact }): void {
  if (parseRatio(rate).equals(grade.rate)) return
  throw refuse.GRADE_RATE_DIFFERS({ what, rate, grade: grade.name, expected: grade.own })
}
