import { formatAmount } from '../money/money.ts'
import type { Language } from '../parties/people/party.ts'
import type { PayableCode } from '../payments/payable-words.ts'
import type { RunGroup } from './run-groups.ts'
import type { RunTotal } from './run-totals.ts'

const step = (en: string, fr: string): Record<Language, string> => ({ en, fr })

/**
 * What is to be done next with the money of a group: what who runs the payday reads. Where money is missing it says of which
 * account, how much is there, and how much is asked.
 */
export function nextStepOf(group: RunGroup, totals: readonly RunTotal[], language: Language): string {
  return `${missingOf(group, totals)[language]}${NEXT_STEPS[group.code][language]}`
}

const NONE: Record<Language, string> = { en: '', fr: '' }

function missingOf({ code, currency, converted }: RunGroup, totals: readonly RunTotal[]) {
  const isShort = code === 'EXCHANGE_SHORT'
  if (!isShort && code !== 'FUNDS_MISSING') return NONE
  const into = isShort && converted !== null ? converted.currency : currency
  const total = totals.find(each => each.currency === into)
  if (total === undefined) return NONE
  const [there, asked] = isShort ? [total.spare, total.spareAsked] : [total.funds, total.asked]
  const en = (minor: bigint) => `${formatAmount(minor, into)} ${into}`
  const fr = (minor: bigint) => `${formatAmount(minor, into).replace('.', ',')}\u00a0${into}`
  return {
    en: `Of the clients’ account in ${into} ${en(there)} is free for this, and ${en(asked)} is asked: ${en(asked - there)} is missing. `,
    fr: `Sur le compte des clients en ${into}, ${fr(there)} est disponible et ${fr(asked)} demandé : il manque ${fr(asked - there)}. `,
  }
}

/** What is to be done next with what leaves or stays for a reason: what who runs the payday reads. */
const NEXT_STEPS: Record<PayableCode, Record<Language, string>> = {
  READY: step(
    'Prepare the batch, let somebody else approve it, and send it in time.',
    'Préparer le lot, le faire approuver par quelqu’un d’autre et l’envoyer à temps.',
  ),
  REFUND: step(
    'It leaves with the batch, to the account that paid or, where nobody knows which, to the one that its owner named.',
    'Part avec le lot, vers le compte qui a payé ou, si nul ne sait lequel, vers celui que le titulaire a indiqué.',
  ),
  SET_OFF: step(
    'Nothing: it is set off when the batch is prepared, and the payee gets so much less.',
    'Rien : compensé à la préparation du lot ; le bénéficiaire reçoit d’autant moins.',
  ),
  LATER: step(
    'Nothing: it leaves on the business day of its test.',
    'Rien : part au jour ouvré de son examen.',
  ),
  AFTER_RETURN: step(
    'Nothing: it came back, the account was confirmed, and it leaves again on the business day of its next test.',
    'Rien : retourné, le compte a été confirmé ; repart au jour ouvré de son prochain examen.',
  ),
  BELOW_MINIMUM: step(
    'Nothing: it waits until the balance over all projects reaches the minimum.',
    'Rien : attend que le solde, tous projets confondus, atteigne le minimum.',
  ),
  NO_ACCOUNT: step(
    'Ask the payee to name a bank account.',
    'Demander au bénéficiaire d’indiquer un compte bancaire.',
  ),
  ACCOUNT_CHANGED: step(
    'Wait until the 48 hours are over; look out for a payee who says that it was not he.',
    'Attendre la fin des 48 heures ; guetter un bénéficiaire qui dirait que ce n’était pas lui.',
  ),
  NOT_IDENTIFIED: step(
    'Ask the bank whose account it is, and record its answer.',
    'Demander à la banque à qui est le compte et enregistrer sa réponse.',
  ),
  PAYEE_NOT_MATCHED: step(
    'Ask the payee; an approver may let it through and says why.',
    'Interroger le bénéficiaire ; un approbateur peut autoriser, avec un motif.',
  ),
  RETURNED: step(
    'The payee names another account, or he or finance confirm this one.',
    'Le bénéficiaire indique un autre compte, ou lui ou la finance confirme celui-ci.',
  ),
  NO_PAYOUT_RULE: step(
    'Decide a minimum for the currency of the balance: a row of the platform’s payout rules.',
    'Fixer un minimum pour la devise du solde : une ligne des règles de versement de la plateforme.',
  ),
  NO_LEVY_RULE: step(
    'Find what must be withheld: the residence of the holder, or the rule that is missing.',
    'Trouver ce qui doit être prélevé : la résidence du titulaire ou la règle manquante.',
  ),
  CARD_HOLD: step(
    'Nothing: it is free when the card payment can no longer be charged back.',
    'Rien : libre quand le paiement par carte ne peut plus être contesté.',
  ),
  REFUND_FIRST: step(
    'Give the payments of the orders that ended back to where they came from; where nobody knows from where, ask the payee to name a bank account first.',
    'Rembourser les paiements des ordres qui ont pris fin là d’où ils sont venus ; si nul ne sait d’où, demander d’abord au bénéficiaire d’indiquer un compte bancaire.',
  ),
  OWES: step(
    'Recover it: from him, or from his share of the next run of its project.',
    'À recouvrer : auprès de lui, ou sur sa part de la prochaine répartition du projet.',
  ),
  NOT_DUE: step(
    'Nothing: it is paid over in the first 15 days of the next month.',
    'Rien : reversé dans les 15 premiers jours du mois suivant.',
  ),
  DISPUTED: step(
    'Settle the disputes with those who paid by card.',
    'Régler les contestations avec ceux qui ont payé par carte.',
  ),
  FUNDS_MISSING: step(
    'Wait for the money of the card processor, or recover what is owed.',
    'Attendre l’argent du prestataire de cartes ou recouvrer ce qui est dû.',
  ),
  NO_RATE: step(
    'Record the rate between the two currencies.',
    'Enregistrer le cours entre les deux devises.',
  ),
  NO_BIC: step(
    'Ask the payee to name his bank account with the code (BIC) of its bank: for a refund, the very account that paid.',
    'Demander au bénéficiaire d’indiquer son compte bancaire avec le code (BIC) de sa banque : pour un remboursement, celui-là même qui a payé.',
  ),
  EXCHANGE_SHORT: step(
    'Let the bank change money into the payee’s currency, and name its debit and receipts when the batch is prepared.',
    'Faire changer l’argent par la banque et indiquer son débit et ses encaissements à la préparation du lot.',
  ),
  ON_ITS_WAY: step(
    'Wait for the answer of the bank, and never send it again before.',
    'Attendre la réponse de la banque, sans jamais renvoyer avant.',
  ),
  OWED_BACK: step(
    'Set it off against what comes, or ask for it back.',
    'Imputer sur ce qui vient, ou le réclamer.',
  ),
}
