import type { Language } from '../format.ts'
import type { Movement } from './shape.ts'

/** The words that depend on nothing. */
type Plain =
  | 'holder'
  | 'replaces'
  | 'putIn'
  | 'putInNote'
  | 'receivedSoFar'
  | 'receivedNote'
  | 'inPeriod'
  | 'inPeriodNote'
  | 'chartHeading'
  | 'legendNow'
  | 'legendBefore'
  | 'legendPutIn'
  | 'accountHeading'
  | 'quiet'
  | 'shares'
  | 'receivedBefore'
  | 'takenBack'
  | 'owedBack'
  | 'recovered'
  | 'receivedFrom'
  | 'receivedUpTo'
  | 'carryNone'
  | 'carryRoundNow'
  | 'othersHeading'
  | 'proofHeading'
  | 'scan'
  | 'codeAlt'
  | 'attached'

/** Every word on a periodic statement. Functions get texts that are already written in their language. */
export type PeriodicWords = Record<Plain, string> & {
  title: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  heading: (period: string) => string
  replacesThe: (number: string, date: string) => string
  opening: (date: string) => string
  closing: (date: string) => string
  movements: Record<Movement, string>
  month: (month: string, year: string) => string
  quarter: (quarter: string, year: string) => string
  chartAlt: (bars: string) => string
  barAlt: (period: string, received: string, putIn: string) => string
  ownShares: (count: string, className: string) => string
  line: (date: string, what: string) => string
  entitlement: (line: string, shares: string) => string
  sharesAt: (count: string, rate: string) => string
  sharesOnly: (count: string) => string
  levy: (name: string, ratio: string, law: string) => string
  waivedOn: (date: string) => string
  held: (amount: string) => string
  takenBackOf: (date: string, classes: string, reason: string) => string
  owes: (amount: string) => string
  converted: (period: string, reported: string) => string
  carryOwedBefore: (fraction: string) => string
  carryTakenBefore: (fraction: string) => string
  carryOwed: (fraction: string) => string
  carryTaken: (fraction: string) => string
  lessThan: (fraction: string) => string
  fingerprint: (hash: string) => string
  ask: (contact: string, number: string) => string
}

/** Short enough to stand under a bar. */
const MONTHS_EN = 'Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec'.split(' ')
const MONTHS_FR = 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' ')

const en: PeriodicWords = {
  title: number => `Statement ${number}`,
  issuedOn: date => `Issued on ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: period => `Your statement, ${period}`,
  holder: 'Holder',
  replaces: 'Corrects',
  replacesThe: (number, date) =>
    `This paper takes the place of ${number}, issued on ${date}. Its figures are the same: it is made anew in the name and the language that we now have for you.`,
  putIn: 'You have put in',
  putInNote: 'up to the end of the period',
  receivedSoFar: 'You have received',
  receivedNote: 'since the beginning, net',
  inPeriod: 'In this period',
  inPeriodNote: 'net, after levies',
  chartHeading: 'Received in each period, against what you put in',
  legendNow: 'received in the period',
  legendBefore: 'received before it',
  legendPutIn: 'put in',
  chartAlt: bars => `Bars, one for each period. ${bars}`,
  barAlt: (period, received, putIn) => `${period}: received ${received}, put in so far ${putIn}.`,
  month: (month, year) => `${MONTHS_EN[Number(month) - 1]} ${year}`,
  quarter: (quarter, year) => `Q${quarter} ${year}`,
  accountHeading: 'Your account with us',
  opening: date => `Balance at the start of ${date}`,
  closing: date => `Balance at the end of ${date}`,
  movements: {
    entitlements: 'What your shares gave',
    levies: 'Levies withheld',
    takenBack: 'Taken back',
    owedBack: 'Owed back: it was not on your account any more',
    recovered: 'Recovered from later income',
    fromOrders: 'Back from orders',
    usedForOrders: 'Used for orders',
    cards: 'Given back to your card, or taken by it',
    setOff: 'Set off against payouts: what you owe back',
    paidOut: 'Paid out to you',
    paidBack: 'Payouts that did not reach you, back on your account',
    unused: 'Payments of yours that no order could use',
    other: 'Other movements',
  },
  quiet: 'Nothing moved your account in this period.',
  shares: 'You hold',
  ownShares: (count, className) => `${count} ${className}`,
  receivedBefore: 'Received before the period',
  line: (date, what) => `${date}, ${what}`,
  entitlement: (line, shares) => `${line}: ${shares}`,
  sharesAt: (count, rate) => `${count} shares × ${rate}`,
  sharesOnly: count => `${count} shares`,
  levy: (name, ratio, law) => `${name}, ${ratio}${law === '' ? '' : ` (${law})`}`,
  waivedOn: date => `waived by your statement of ${date}`,
  takenBack: 'Taken back',
  owedBack: 'owed back, for it was not on your account any more',
  takenBackOf: (date, classes, reason) =>
    `taken back: what the run of ${date} gave for ${classes}. Reason: ${reason}`,
  owes: amount =>
    `At the end of the period you owe ${amount} of this project back; it is taken from what you are due next.`,
  recovered: 'Recovered',
  receivedFrom: 'Received in the period, net',
  receivedUpTo: 'Received so far',
  converted: (period, reported) =>
    `What came in for ${period} was reported in another currency and converted once: ${reported}.`,
  held: amount =>
    `${amount} of it is held: the levies on it are not known yet, and it stays on your account until they are.`,
  carryNone: 'Your exact share was round: no fraction of a cent is carried.',
  carryRoundNow: 'Nothing is carried to the next period.',
  carryOwedBefore: fraction => `Fraction owed to you at the start: ${fraction}.`,
  carryTakenBefore: fraction => `Fraction received too much at the start: ${fraction}.`,
  carryOwed: fraction => `Fraction still owed to you at the end: ${fraction}; it joins your next share.`,
  carryTaken: fraction =>
    `Fraction received too much at the end: ${fraction}; it is taken off your next share.`,
  lessThan: fraction => `less than ${fraction}`,
  othersHeading: 'Other movements of your account',
  proofHeading: 'Questions and proof',
  scan: 'Scan the code or open this address to see whether we issued this file, and its fingerprint (SHA-256):',
  codeAlt: 'Square code of the address below',
  attached: 'The figures of this paper are in this file, for programs.',
  fingerprint: hash => `Fingerprint (SHA-256) of the figures that are attached for programs: ${hash}`,
  ask: (contact, number) => `Write to ${contact} and quote the number ${number}.`,
}

const fr: PeriodicWords = {
  title: number => `Relevé ${number}`,
  issuedOn: date => `Établi le ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: period => `Votre relevé ${period}`,
  holder: 'Titulaire',
  replaces: 'Rectifie',
  replacesThe: (number, date) =>
    `Ce relevé remplace le ${number}, établi le ${date}. Ses chiffres sont les mêmes : il est refait au nom et dans la langue que nous vous connaissons désormais.`,
  putIn: 'Vous avez versé',
  putInNote: 'jusqu’à la fin de la période',
  receivedSoFar: 'Vous avez reçu',
  receivedNote: 'depuis le début, net',
  inPeriod: 'Sur la période',
  inPeriodNote: 'net de prélèvements',
  chartHeading: 'Reçu à chaque période, au regard de ce que vous avez versé',
  legendNow: 'reçu dans la période',
  legendBefore: 'reçu auparavant',
  legendPutIn: 'versé',
  chartAlt: bars => `Barres, une par période. ${bars}`,
  barAlt: (period, received, putIn) => `${period} : reçu ${received}, versé à ce jour ${putIn}.`,
  month: (month, year) => `${MONTHS_FR[Number(month) - 1]} ${year}`,
  quarter: (quarter, year) => `T${quarter} ${year}`,
  accountHeading: 'Votre compte chez nous',
  opening: date => `Solde au matin du ${date}`,
  closing: date => `Solde au soir du ${date}`,
  movements: {
    entitlements: 'Ce que vos parts ont rapporté',
    levies: 'Prélèvements retenus',
    takenBack: 'Repris',
    owedBack: 'À rendre : la somme n’était plus sur votre compte',
    recovered: 'Récupéré sur vos revenus suivants',
    fromOrders: 'Revenu de vos souscriptions',
    usedForOrders: 'Employé pour des souscriptions',
    cards: 'Rendu à votre carte, ou repris par elle',
    setOff: 'Compensé sur vos versements : ce que vous devez rendre',
    paidOut: 'Versé sur votre compte bancaire',
    paidBack: 'Versements qui ne vous sont pas parvenus, de retour sur votre compte',
    unused: 'Vos paiements qu’aucune souscription n’a pu employer',
    other: 'Autres mouvements',
  },
  quiet: 'Rien n’a fait bouger votre compte durant cette période.',
  shares: 'Vous détenez',
  ownShares: (count, className) => `${count} ${className}`,
  receivedBefore: 'Reçu avant la période',
  line: (date, what) => `${date}, ${what}`,
  entitlement: (line, shares) => `${line} : ${shares}`,
  sharesAt: (count, rate) => `${count} parts × ${rate}`,
  sharesOnly: count => `${count} parts`,
  levy: (name, ratio, law) => `${name}, ${ratio}${law === '' ? '' : ` (${law})`}`,
  waivedOn: date => `dispense selon votre attestation du ${date}`,
  takenBack: 'Repris',
  owedBack: 'à rendre, car la somme n’était plus sur votre compte',
  takenBackOf: (date, classes, reason) =>
    `repris : ce que la répartition du ${date} avait donné pour ${classes}. Motif : ${reason}`,
  owes: amount =>
    `À la fin de la période, vous devez rendre ${amount} de ce projet ; ce montant est imputé sur ce qui vous sera dû ensuite.`,
  recovered: 'Récupéré',
  receivedFrom: 'Reçu sur la période, net',
  receivedUpTo: 'Reçu à ce jour',
  converted: (period, reported) =>
    `Recettes déclarées dans une autre monnaie et converties une seule fois, ${period} : ${reported}.`,
  held: amount =>
    `Dont ${amount} en attente : les prélèvements ne sont pas encore connus, et la somme reste sur votre compte jusque-là.`,
  carryNone: 'Votre part exacte était ronde : aucune fraction de centime n’est reportée.',
  carryRoundNow: 'Rien n’est reporté sur la période suivante.',
  carryOwedBefore: fraction => `Fraction qui vous était due au début : ${fraction}.`,
  carryTakenBefore: fraction => `Fraction reçue en trop au début : ${fraction}.`,
  carryOwed: fraction =>
    `Fraction qui vous reste due à la fin : ${fraction} ; elle s’ajoute à votre prochaine part.`,
  carryTaken: fraction =>
    `Fraction reçue en trop à la fin : ${fraction} ; elle est retirée de votre prochaine part.`,
  lessThan: fraction => `moins de ${fraction}`,
  othersHeading: 'Autres mouvements de votre compte',
  proofHeading: 'Questions et preuve',
  scan: 'Scannez le code ou ouvrez cette adresse pour voir si nous avons établi ce fichier, et son empreinte (SHA-256) :',
  codeAlt: 'Code carré de l’adresse ci-dessous',
  attached: 'Les chiffres de ce relevé sont joints à ce fichier, pour les programmes.',
  fingerprint: hash => `Empreinte (SHA-256) des chiffres joints pour les programmes : ${hash}`,
  ask: (contact, number) => `Écrivez à ${contact} en citant le numéro ${number}.`,
}

export const PERIODIC_WORDS: Record<Language, PeriodicWords> = { en, fr }
