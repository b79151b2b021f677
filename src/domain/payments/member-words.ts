import type { Currency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import type { Language } from '../parties/people/party.ts'
import { type PartCode, type PayableCode, WHY } from './payable-words.ts'

/** Minor units; `on`: the next day on which the bank pays; `owed`: what is owed back before it is set off. */
type Facts = { currency: Currency; amount: bigint; on: string; owed: bigint }

/** Why money of an issuer or a partner leaves or stays, in a sentence with the numbers: no minimum holds it. */
export function memberSentence(code: PayableCode, facts: Facts): Record<Language, string> {
  const own = OWN[code]
  if (own !== undefined) return own(facts)
  const said = WHY[code as PartCode]
  return said({ ...facts, on: code === 'SET_OFF' ? facts.on : null, minimum: 0n, missing: [] })
}

const OWN: Partial<Record<PayableCode, (facts: Facts) => Record<Language, string>>> = {
  READY: f => ({
    en: `${en(f)} leaves with the batch of ${f.on}.`,
    fr: `${fr(f)} partira avec le lot du ${f.on.split('-').reverse().join('/')}.`,
  }),
  DISPUTED: f => ({
    en: `${en(f)} stays on the account: those who paid it by card dispute the payments.`,
    fr: `${fr(f)} reste sur le compte : ceux qui l’ont payé par carte contestent les paiements.`,
  }),
  OWED_BACK: f => ({
    en: `You owe ${en({ ...f, amount: -f.amount })}: more was taken than there was, and it is set off against what comes.`,
    fr: `Vous devez ${fr({ ...f, amount: -f.amount })} : il a été pris plus qu’il n’y avait, à imputer sur ce qui vient.`,
  }),
}

const en = ({ amount, currency }: Pick<Facts, 'amount' | 'currency'>) =>
  `${formatAmount(amount, currency)} ${currency}`
const fr = ({ amount, currency }: Pick<Facts, 'amount' | 'currency'>) =>
  `${formatAmount(amount, currency).replace('.', ',')}\u00a0${currency}`
