import type { Currency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import type { Language } from '../parties/people/party.ts'

/** Why a part of a balance leaves or stays: what its holder is told. */
export type PartCode =
  | 'READY'
  | 'SET_OFF'
  | 'REFUND'
  | 'BELOW_MINIMUM'
  | 'NO_ACCOUNT'
  | 'ACCOUNT_CHANGED'
  | 'NOT_IDENTIFIED'
  | 'PAYEE_NOT_MATCHED'
  | 'RETURNED'
  | 'NO_PAYOUT_RULE'
  | 'NO_LEVY_RULE'
  | 'CARD_HOLD'
  | 'REFUND_FIRST'
  | 'OWES'
  | 'NO_RATE'
  | 'NO_BIC'

/** Why money leaves or stays on a day: the same, and what only the whole of it shows. */
export type PayableCode =
  | PartCode
  | 'LATER'
  | 'AFTER_RETURN'
  | 'NOT_DUE'
  | 'DISPUTED'
  | 'FUNDS_MISSING'
  | 'EXCHANGE_SHORT'
  | 'ON_ITS_WAY'
  | 'OWED_BACK'

/** What the codes mean, for readers of the API. */
export const PAYABLE_CODES: Record<PayableCode, string> = {
  READY: 'It leaves with the batch of the day of its test, if nothing changes until then',
  SET_OFF: 'It is set off against what the payee owes back, when the rest of the payout leaves',
  BELOW_MINIMUM: 'The balance over all projects does not reach the minimum of any test to come',
  NO_ACCOUNT: 'No bank account of the payee is known',
  REFUND: 'It goes back to the bank account that paid, with the next batch and whatever its size',
  ACCOUNT_CHANGED: 'The payee named another bank account less than 48 hours ago',
  NOT_IDENTIFIED: 'No bank was asked yet whose account it is',
  PAYEE_NOT_MATCHED:
    'The bank says that the name does not belong to the account, and nobody has let it through',
  RETURNED: 'Money came back from the account, which was neither changed nor confirmed since',
  REFUND_FIRST:
    'It paid an order that ended, and is to be given back to where it came from, or to the account that is named where nobody knows from where',
  OWES: 'Its holder owes it: a card payment of his was taken back, and was not there any more',
  LATER: 'It reaches a minimum that is tested on a later day',
  AFTER_RETURN:
    'What was sent came back, and the bank account was confirmed since: it leaves again on the day of its next test',
  NOT_DUE: 'It was withheld this month, and is paid over in the next',
  DISPUTED: 'Payments for it are disputed by those who made them',
  FUNDS_MISSING: 'It is ready, but the money is not on the bank account yet',
  NO_RATE: 'Its payee is paid in another currency, and no exchange rate to it is stored yet',
  NO_BIC: 'It leaves in another currency than the euro, and the code of the payee’s bank is not known',
  EXCHANGE_SHORT:
    'It is ready to be converted, but the house has not enough money of the payee’s currency to spare',
  ON_ITS_WAY: 'It is in a batch, and the bank has not said what became of it',
  OWED_BACK: 'More was paid than is due: the payee owes it, and it is set off against what comes',
  NO_PAYOUT_RULE: 'The platform has set no minimum for this currency by a rail that reaches the holder',
  NO_LEVY_RULE: 'What must be withheld from it is not known yet',
  CARD_HOLD: 'A card payment of the holder may still be charged back',
}

/** What a sentence is about. Minor units; `on`: the day of the next test, null when none is to come. */
export type Facts = {
  currency: Currency
  amount: bigint
  /** What is owed back before it is set off. */
  owed?: bigint
  minimum: bigint
  on: string | null
  missing: readonly string[]
}

type Sentences = Record<Language, string>

/** The sentence of each code, with its numbers. */
export const WHY: Record<PartCode, (facts: Facts) => Sentences> = {
  READY: f => ({
    en: `${en(f.amount, f)} leaves with the batch of ${f.on}: the minimum of ${en(f.minimum, f)} is reached over all projects.`,
    fr: `${fr(f.amount, f)} partira avec le lot du ${jour(f.on)} : le minimum de ${fr(f.minimum, f)} est atteint, tous projets confondus.`,
  }),
  SET_OFF: f => ({
    en: `${en(f.amount, f)} of the payout of ${f.on} is set off against what you owe back: ${en(f.owed ?? 0n, f)} before it, ${en((f.owed ?? 0n) - f.amount, f)} after it.`,
    fr: `${fr(f.amount, f)} du versement du ${jour(f.on)} est compensé avec ce que vous devez rendre : ${fr(f.owed ?? 0n, f)} avant, ${fr((f.owed ?? 0n) - f.amount, f)} après.`,
  }),
  BELOW_MINIMUM: f => ({
    en: `${en(f.amount, f)} stays on the account: ${en(f.minimum, f)} over all projects is the least that is paid out, ${en(f.minimum - f.amount, f)} more is needed.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : le versement minimal est de ${fr(f.minimum, f)}, tous projets confondus ; il manque ${fr(f.minimum - f.amount, f)}.${reexamined(f)}`,
  }),
  NO_ACCOUNT: f => ({
    en: `${en(f.amount, f)} stays on the account: no bank account is known to send it to.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : aucun compte bancaire n’est connu pour le versement.${reexamined(f)}`,
  }),
  REFUND: f => ({
    en: `${en(f.amount, f)} goes back with the next batch: to the bank account that paid or, where the bank did not say which, to the one that you named.`,
    fr: `${fr(f.amount, f)} sera remboursé avec le prochain lot : sur le compte bancaire qui a payé ou, si la banque ne l’a pas indiqué, sur celui que vous avez nommé.`,
  }),
  ACCOUNT_CHANGED: f => ({
    en: `${en(f.amount, f)} stays on the account: the bank account was changed, and nothing is sent to it for 48 hours.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : le compte bancaire a changé et rien n’y est envoyé pendant 48 heures.${reexamined(f)}`,
  }),
  NOT_IDENTIFIED: f => ({
    en: `${en(f.amount, f)} stays on the account: the bank was not asked yet whose the bank account is.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : la banque n’a pas encore dit à qui est le compte bancaire.${reexamined(f)}`,
  }),
  PAYEE_NOT_MATCHED: f => ({
    en: `${en(f.amount, f)} stays on the account: the bank says that the bank account is in another name.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : d’après la banque, le compte bancaire est à un autre nom.${reexamined(f)}`,
  }),
  RETURNED: f => ({
    en: `${en(f.amount, f)} stays on the account: what was sent to the bank account came back. Name another one, or tell us that it is right.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : un versement vers le compte bancaire a été retourné. Indiquez-en un autre ou dites-nous qu’il est bon.${reexamined(f)}`,
  }),
  REFUND_FIRST: f => ({
    en: `${en(f.amount, f)} paid an order that ended: it is given back to where it came from or, where the bank did not say, to the account that you name.`,
    fr: `${fr(f.amount, f)} a payé un ordre qui a pris fin : ce montant est remboursé là d’où il est venu ou, si la banque ne l’a pas indiqué, sur le compte que vous indiquez.`,
  }),
  OWES: f => ({
    en: `${en(f.amount, f)} stays on the account: you owe it, because a card payment of yours was taken back.`,
    fr: `${fr(f.amount, f)} reste sur le compte : vous devez cette somme, car un de vos paiements par carte a été repris.`,
  }),
  NO_RATE: f => ({
    en: `${en(f.amount, f)} stays on the account: you are paid in another currency, and we have no exchange rate to it yet.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : vous êtes payé dans une autre devise, et nous n’avons pas encore de cours vers elle.${reexamined(f)}`,
  }),
  NO_BIC: f => ({
    en: `${en(f.amount, f)} stays on the account: a payment in another currency than the euro needs the code (BIC) of the bank. Name your bank account with it; for money that goes back, the very account that paid.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte : un paiement dans une autre devise que l’euro demande le code (BIC) de la banque. Indiquez votre compte bancaire avec ce code ; pour un remboursement, celui-là même qui a payé.${reexamined(f)}`,
  }),
  NO_PAYOUT_RULE: f => ({
    en: `${en(f.amount, f)} stays on the account: no payout in ${f.currency} is planned.`,
    fr: `${fr(f.amount, f)} reste sur le compte : aucun versement en ${f.currency} n’est prévu.`,
  }),
  NO_LEVY_RULE: f => ({
    en: `${en(f.amount, f)} is held: ${f.missing.length > 0 ? `what must be withheld from it is not known. Missing: ${f.missing.join('; ')}.` : 'its levies are about to be withheld.'}${tested(f)}`,
    fr: `${fr(f.amount, f)} est retenu : ${f.missing.length > 0 ? `les prélèvements à opérer ne sont pas connus. Il manque : ${manque(f.missing)}.` : 'ses prélèvements vont être opérés.'}${reexamined(f)}`,
  }),
  CARD_HOLD: f => ({
    en: `${en(f.amount, f)} stays on the account until a card payment of yours can no longer be charged back.${tested(f)}`,
    fr: `${fr(f.amount, f)} reste sur le compte tant qu’un de vos paiements par carte peut encore être contesté.${reexamined(f)}`,
  }),
}

const en = (amount: bigint, { currency }: Facts) => `${formatAmount(amount, currency)} ${currency}`
const fr = (amount: bigint, { currency }: Facts) =>
  `${formatAmount(amount, currency).replace('.', ',')}\u00a0${currency}`
const jour = (day: string | null) => day?.split('-').reverse().join('/') ?? ''

const tested = ({ on }: Facts) => (on === null ? '' : ` The next test is on ${on}.`)
const reexamined = ({ on }: Facts) => (on === null ? '' : ` Prochain examen le ${jour(on)}.`)

/** The one thing a holder can tell us himself; all else is a rule that the platform must find. */
const HIS_RESIDENCE = 'the tax residence of the holder'

function manque(missing: readonly string[]): string {
  const words = missing.map(each =>
    each === HIS_RESIDENCE ? 'la résidence fiscale du titulaire' : 'la règle qui s’applique',
  )
  return [...new Set(words)].join(' ; ')
}
