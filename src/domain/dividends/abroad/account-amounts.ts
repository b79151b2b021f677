/** What a party had in a currency in a year: minor units of it, before levies, and what was withheld. */
export type AccountAmounts = {
  balance: bigint
  dividend: bigint
  interest: bigint
  royalty: bigint
  other: bigint
  redeemed: bigint
  withheld: bigint
}

export const NO_MONEY: AccountAmounts = {
  balance: 0n,
  dividend: 0n,
  interest: 0n,
  royalty: 0n,
  other: 0n,
  redeemed: 0n,
  withheld: 0n,
}

const NAMES = Object.keys(NO_MONEY) as (keyof AccountAmounts)[]

/** The amounts alone, of something that has them among other things. */
export const moneyOf = (told: AccountAmounts): AccountAmounts =>
  Object.fromEntries(NAMES.map(name => [name, told[name]])) as AccountAmounts

/** All that was paid, before levies. */
export const receivedOf = ({ dividend, interest, royalty, other, redeemed }: AccountAmounts): bigint =>
  dividend + interest + royalty + other + redeemed
