import type { Language } from '../parties/people/party.ts'
import type { PayableCode } from '../payments/payable-words.ts'

/** What is to be done next with what leaves or stays for a reason: what who runs the payday reads. */
export const NEXT_STEPS: Record<PayableCode, Record<Language, string>> = {
  READY: {
    en: 'Prepare the batch, let somebody else approve it, and send it in time.',
    fr: 'Préparer le lot, le faire approuver par quelqu’un d’autre et l’envoyer à temps.',
  },
  REFUND: {
    en: 'It leaves with the batch, to the account that paid.',
    fr: 'Part avec le lot, vers le compte qui a payé.',
  },
  LATER: {
    en: 'Nothing: it leaves on the business day of its test.',
    fr: 'Rien : part au jour ouvré de son examen.',
  },
  BELOW_MINIMUM: {
    en: 'Nothing: it waits until the balance over all projects reaches the minimum.',
    fr: 'Rien : attend que le solde, tous projets confondus, atteigne le minimum.',
  },
  NO_ACCOUNT: {
    en: 'Ask the payee to name a bank account.',
    fr: 'Demander au bénéficiaire d’indiquer un compte bancaire.',
  },
  ACCOUNT_CHANGED: {
    en: 'Wait until the 48 hours are over; look out for a payee who says that it was not he.',
    fr: 'Attendre la fin des 48 heures ; guetter un bénéficiaire qui dirait que ce n’était pas lui.',
  },
  NOT_IDENTIFIED: {
    en: 'Ask the bank whose account it is, and record its answer.',
    fr: 'Demander à la banque à qui est le compte et enregistrer sa réponse.',
  },
  PAYEE_NOT_MATCHED: {
    en: 'Ask the payee; an approver may let it through and says why.',
    fr: 'Interroger le bénéficiaire ; un approbateur peut autoriser, avec un motif.',
  },
  RETURNED: {
    en: 'The payee names another account, or he or finance confirm this one.',
    fr: 'Le bénéficiaire indique un autre compte, ou lui ou la finance confirme celui-ci.',
  },
  NO_PAYOUT_RULE: {
    en: 'Decide a minimum for this currency, or pay out in another.',
    fr: 'Fixer un minimum pour cette devise, ou verser dans une autre.',
  },
  NO_LEVY_RULE: {
    en: 'Find what must be withheld: the residence of the holder, or the rule that is missing.',
    fr: 'Trouver ce qui doit être prélevé : la résidence du titulaire ou la règle manquante.',
  },
  CARD_HOLD: {
    en: 'Nothing: it is free when the card payment can no longer be charged back.',
    fr: 'Rien : libre quand le paiement par carte ne peut plus être contesté.',
  },
  REFUND_FIRST: {
    en: 'Give the payments of the orders that ended back to where they came from.',
    fr: 'Rembourser les paiements des ordres qui ont pris fin là d’où ils sont venus.',
  },
  NOT_DUE: {
    en: 'Nothing: it is paid over in the first 15 days of the next month.',
    fr: 'Rien : reversé dans les 15 premiers jours du mois suivant.',
  },
  DISPUTED: {
    en: 'Settle the disputes with those who paid by card.',
    fr: 'Régler les contestations avec ceux qui ont payé par carte.',
  },
  FUNDS_MISSING: {
    en: 'Wait for the money of the card processor, or recover what is owed.',
    fr: 'Attendre l’argent du prestataire de cartes ou recouvrer ce qui est dû.',
  },
  ON_ITS_WAY: {
    en: 'Wait for the answer of the bank, and never send it again before.',
    fr: 'Attendre la réponse de la banque, sans jamais renvoyer avant.',
  },
  OWED_BACK: {
    en: 'Set it off against what comes, or ask for it back.',
    fr: 'Imputer sur ce qui vient, ou le réclamer.',
  },
}
