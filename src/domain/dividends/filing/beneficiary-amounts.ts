import type { HolderMovement } from './levy-movements.ts'

/** What a beneficiary was paid in a year and what was withheld: minor units of the euro, before rounding. */
export type BeneficiaryAmounts = {
  dividend: bigint
  interest: bigint
  loanInterest: bigint
  royalty: bigint
  incomeTax: bigint
  social: bigint
  abroad: bigint
  withheldAbroad: bigint
  exempt: bigint
}

export const NO_AMOUNTS: BeneficiaryAmounts = {
  dividend: 0n,
  interest: 0n,
  loanInterest: 0n,
  royalty: 0n,
  incomeTax: 0n,
  social: 0n,
  abroad: 0n,
  withheldAbroad: 0n,
  exempt: 0n,
}

/**
 * The amounts of each beneficiary, by his id. Income is counted once, by the levy that is always among those on it: CSG
 * where he lives in France, the withholding tax abroad. Waived income tax is 0 and bears on nothing else.
 */
export function amountsByHolder(movements: readonly HolderMovement[]): Map<string, BeneficiaryAmounts> {
  const all = new Map<string, BeneficiaryAmounts>()
  for (const { holderId, income, code, ratio, base, amount } of movements) {
    const own = all.get(holderId) ?? { ...NO_AMOUNTS }
    all.set(holderId, own)
    if (code === 'PFU_IR') own.incomeTax += amount
    else if (code === 'RAS') {
      own[ratio === '0' ? 'exempt' : 'abroad'] += base
      own.withheldAbroad += amount
    } else {
      own.social += amount
      if (code === 'CSG') own[income] += base
    }
  }
  return all
}

const NAMES = Object.keys(NO_AMOUNTS) as (keyof BeneficiaryAmounts)[]

/** The amounts alone, of something that has them among other things. */
export const amountsOf = (told: BeneficiaryAmounts): BeneficiaryAmounts =>
  Object.fromEntries(NAMES.map(name => [name, told[name]])) as BeneficiaryAmounts

/** All that was withheld from a beneficiary. */
export const withheldOf = ({ incomeTax, social, withheldAbroad }: BeneficiaryAmounts): bigint =>
  incomeTax + social + withheldAbroad

/** Whether two say the same of a beneficiary. */
export const sameAmounts = (one: BeneficiaryAmounts, other: BeneficiaryAmounts): boolean =>
  NAMES.every(name => one[name] === other[name])
