import type { Language } from '../format.ts'
import type { AdjustedBy, RecipientKind } from './shape.ts'

/** The words that depend on nothing. */
type Plain =
  | 'project'
  | 'issuer'
  | 'period'
  | 'recordDate'
  | 'paidOn'
  | 'contract'
  | 'replaces'
  | 'insteadOf'
  | 'takenBack'
  | 'divided'
  | 'dividedNote'
  | 'toHolders'
  | 'toHoldersNote'
  | 'withheld'
  | 'withheldNote'
  | 'revenueHeading'
  | 'revenue'
  | 'netRevenue'
  | 'dividedTotal'
  | 'tiersHeading'
  | 'tiersNote'
  | 'noEnd'
  | 'splitHeading'
  | 'splitTotal'
  | 'notBooked'
  | 'capital'
  | 'gross'
  | 'left'
  | 'held'
  | 'net'
  | 'leftHeading'
  | 'leftNothing'
  | 'ofSplit'
  | 'booksHeading'
  | 'booksNote'
  | 'holdersHeading'
  | 'holdersNote'
  | 'paper'
  | 'shares'
  | 'amount'
  | 'attached'

/** Every word on the paper about a run. Functions get texts that are already written in their language. */
export type AttestationWords = Record<Plain, string> & {
  title: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  heading: (run: string, date: string) => string
  version: (version: string) => string
  replacesThe: (number: string, date: string) => string
  insteadOfRun: (run: string, date: string) => string
  wholeTakenBack: (date: string) => string
  lineTakenBack: (date: string, statement: string, amount: string) => string
  adjustments: Record<AdjustedBy, string>
  recipients: Record<RecipientKind, string>
  tier: (name: string, prior: string, target: string) => string
  cap: (className: string, times: string) => string
  classHeading: (className: string) => string
  pool: (holders: string, shares: string) => string
  carryOwed: (fraction: string) => string
  carryTaken: (fraction: string) => string
  residue: (fraction: string) => string
  linesOf: (className: string) => string
  accounts: Record<string, string>
}

const en: AttestationWords = {
  title: number => `Distribution report ${number}`,
  issuedOn: date => `As of ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: (run, date) => `Distribution no. ${run}, credited on ${date}`,
  project: 'Project',
  issuer: 'Issuer',
  period: 'Revenue of',
  recordDate: 'Shares held at',
  paidOn: 'Credited on',
  contract: 'Contract',
  version: version => `Version ${version}`,
  replaces: 'Replaces',
  replacesThe: (number, date) => `This paper takes the place of ${number}, as of ${date}.`,
  insteadOf: 'In place of',
  insteadOfRun: (run, date) => `Distribution no. ${run}, which was taken back on ${date}.`,
  takenBack: 'Taken back',
  wholeTakenBack: date => `The whole distribution was taken back on ${date}: nothing of it stands.`,
  lineTakenBack: (date, statement, amount) => `On ${date} the line of ${statement}: ${amount} before levies.`,
  divided: 'Divided',
  dividedNote: 'net revenue and adjustments',
  toHolders: 'To the holders',
  toHoldersNote: 'before levies',
  withheld: 'Withheld',
  withheldNote: 'from the holders, for the tax office',
  revenueHeading: 'What came in',
  revenue: 'Revenue',
  netRevenue: 'Net revenue',
  adjustments: {
    turnover: 'Adjustment: revenue of an earlier period',
    leftover: 'Adjustment: what nobody had got',
    fixedAmount: 'Adjustment: a fixed amount',
    correction: 'Correction of an adjustment',
  },
  dividedTotal: 'Divided in this distribution',
  tiersHeading: 'What each step of the contract took',
  tiersNote: 'Taken in this distribution, in the order of the contract; before any rounding.',
  noEnd: 'without end',
  tier: (name, prior, target) => `${name} (before: ${prior}; in all: ${target})`,
  cap: (className, times) =>
    `A holder of ${className} gets at most ${times} times what was paid in for his shares.`,
  splitHeading: 'Who got it',
  splitTotal: 'Total',
  recipients: { class: 'class', issuer: 'issuer', platform: 'platform', partner: 'partner' },
  notBooked: 'keeps it himself, not booked',
  classHeading: className => `The holders of ${className}`,
  pool: (holders, shares) => `For ${holders} ${holders === '1' ? 'holder' : 'holders'} of ${shares} shares`,
  capital: 'Of it repayment of what was paid in',
  gross: 'To the holders, before levies',
  left: 'Kept for the next distribution',
  held: 'Of it held until its levies are known',
  net: 'Credited to the holders',
  leftHeading: 'Fractions of a cent',
  leftNothing: 'Every amount was round: nothing is carried.',
  ofSplit: 'Of the split',
  carryOwed: fraction => `still owed: ${fraction}`,
  carryTaken: fraction => `received too much: ${fraction}`,
  residue: fraction => `for nobody yet: ${fraction}`,
  booksHeading: 'In the ledger',
  booksNote:
    'The one entry of this distribution. What leaves an account has a minus; together they are zero.',
  accounts: {
    revenue: 'Revenue of the project',
    holder: 'Accounts of the holders',
    levy: 'Levies, owed to the tax office',
    issuer: 'Account of the issuer',
    partner: 'Accounts of partners',
    income: 'Income of the platform',
  },
  holdersHeading: 'Holders',
  holdersNote:
    'Each holder is named by the number of his own statement; names, and what was withheld from one of them, stand on his statement alone. Amounts are before levies.',
  linesOf: className => className,
  paper: 'Statement',
  shares: 'Shares',
  amount: 'Amount',
  attached: 'The figures of this paper are in this file, for programs.',
}

const fr: AttestationWords = {
  title: number => `Rapport de répartition ${number}`,
  issuedOn: date => `Situation au ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: (run, date) => `Répartition n° ${run}, créditée le ${date}`,
  project: 'Projet',
  issuer: 'Émetteur',
  period: 'Recettes',
  recordDate: 'Parts au soir du',
  paidOn: 'Créditée le',
  contract: 'Contrat',
  version: version => `Version ${version}`,
  replaces: 'Remplace',
  replacesThe: (number, date) => `Ce document remplace ${number}, situation au ${date}.`,
  insteadOf: 'Au lieu de',
  insteadOfRun: (run, date) => `La répartition n° ${run}, annulée le ${date}.`,
  takenBack: 'Annulé',
  wholeTakenBack: date => `Toute la répartition a été annulée le ${date} : il n’en reste rien.`,
  lineTakenBack: (date, statement, amount) =>
    `Le ${date}, la ligne de ${statement} : ${amount} avant prélèvements.`,
  divided: 'Réparti',
  dividedNote: 'recettes nettes et corrections',
  toHolders: 'Aux titulaires',
  toHoldersNote: 'avant prélèvements',
  withheld: 'Prélevé',
  withheldNote: 'aux titulaires, pour le fisc',
  revenueHeading: 'Ce qui est rentré',
  revenue: 'Recettes',
  netRevenue: 'Recettes nettes',
  adjustments: {
    turnover: 'Correction : recettes d’une période antérieure',
    leftover: 'Correction : ce que personne n’avait reçu',
    fixedAmount: 'Correction : montant fixe',
    correction: 'Rectification d’une correction',
  },
  dividedTotal: 'Réparti cette fois',
  tiersHeading: 'Ce que chaque étape du contrat a pris',
  tiersNote: 'Pris dans cette répartition, dans l’ordre du contrat ; avant tout arrondi.',
  noEnd: 'sans limite',
  tier: (name, prior, target) => `${name} (auparavant : ${prior} ; en tout : ${target})`,
  cap: (className, times) =>
    `Un titulaire de « ${className} » reçoit au plus ${times} fois ce qui a été versé pour ses parts.`,
  splitHeading: 'À qui cela revient',
  splitTotal: 'Total',
  recipients: {
    class: 'catégorie',
    issuer: 'émetteur',
    platform: 'plateforme',
    partner: 'partenaire',
  },
  notBooked: 'le garde lui-même, non comptabilisé',
  classHeading: className => `Les titulaires de « ${className} »`,
  pool: (holders, shares) =>
    `Pour ${holders} ${holders === '1' ? 'titulaire' : 'titulaires'} de ${shares} parts`,
  capital: 'Dont remboursement de ce qui a été versé',
  gross: 'Aux titulaires, avant prélèvements',
  left: 'Gardé pour la prochaine répartition',
  held: 'Dont retenu, prélèvements inconnus',
  net: 'Crédité aux titulaires',
  leftHeading: 'Fractions de centime',
  leftNothing: 'Tous les montants tombent juste : rien n’est reporté.',
  ofSplit: 'Du partage',
  carryOwed: fraction => `encore dû : ${fraction}`,
  carryTaken: fraction => `reçu en trop : ${fraction}`,
  residue: fraction => `à personne encore : ${fraction}`,
  booksHeading: 'Dans les comptes',
  booksNote:
    'L’unique écriture de cette répartition. Ce qui quitte un compte porte un signe moins ; le total est nul.',
  accounts: {
    revenue: 'Recettes du projet',
    holder: 'Comptes des titulaires',
    levy: 'Prélèvements dus au fisc',
    issuer: 'Compte de l’émetteur',
    partner: 'Comptes des partenaires',
    income: 'Produit de la plateforme',
  },
  holdersHeading: 'Titulaires',
  holdersNote:
    'Chaque titulaire est désigné par le numéro de son propre relevé ; son nom, et ce qui lui a été prélevé, n’y figurent que là. Les montants sont avant prélèvements.',
  linesOf: className => className,
  paper: 'Relevé',
  shares: 'Parts',
  amount: 'Montant',
  attached: 'Les chiffres de ce document sont dans ce fichier, pour les programmes.',
}

/** The same paper in each language. */
export const ATTESTATION_WORDS: Record<Language, AttestationWords> = { en, fr }
