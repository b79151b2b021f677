import type { Language } from './format.ts'

/** The words that depend on nothing. */
type Plain =
  | 'heading'
  | 'holder'
  | 'project'
  | 'issuer'
  | 'period'
  | 'putIn'
  | 'putInNote'
  | 'receivedSoFar'
  | 'receivedNote'
  | 'thisTime'
  | 'beforeTax'
  | 'afterLevies'
  | 'heldNote'
  | 'reportsHeading'
  | 'revenue'
  | 'net'
  | 'netOfAll'
  | 'splitHeading'
  | 'splitTotal'
  | 'ownClass'
  | 'class'
  | 'issuerKind'
  | 'platform'
  | 'partner'
  | 'sharesHeading'
  | 'amount'
  | 'amountOfAll'
  | 'repayment'
  | 'netAmount'
  | 'heldAmount'
  | 'netOfAllClasses'
  | 'nothingCarried'
  | 'nothingMoreCarried'
  | 'moneyHeading'
  | 'tax'
  | 'taxNone'
  | 'payment'
  | 'notPaidOut'

/** Every word on a statement. Functions get texts that are already written in their language. */
export type StatementWords = Record<Plain, string> & {
  title: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  pool: (className: string) => string
  sharesAt: (date: string) => string
  sharesOf: (shares: string, all: string) => string
  corrections: (amount: string) => string
  carriedOwed: (fraction: string) => string
  carriedTooMuch: (fraction: string) => string
  lessThan: (fraction: string) => string
  owedBefore: (fraction: string) => string
  tooMuchBefore: (fraction: string) => string
  taxWithheld: (amount: string, date: string) => string
  taxHeld: (missing: string) => string
  credited: (date: string, platform: string) => string
}

const en: StatementWords = {
  title: number => `Statement ${number}`,
  issuedOn: date => `Issued on ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: 'What this distribution gave you',
  holder: 'Holder',
  project: 'Project',
  issuer: 'Issuer',
  period: 'Period',
  putIn: 'You put in',
  putInNote: 'for this project',
  receivedSoFar: 'Received so far',
  receivedNote: 'this time included',
  thisTime: 'This time',
  beforeTax: 'before tax',
  afterLevies: 'after levies',
  heldNote: 'held, before levies',
  reportsHeading: 'What came in',
  revenue: 'Revenue',
  net: 'Net revenue',
  netOfAll: 'Net revenue of all periods',
  splitHeading: 'How it was split',
  splitTotal: 'Total',
  ownClass: 'your class',
  class: 'class',
  issuerKind: 'issuer',
  platform: 'platform',
  partner: 'partner',
  sharesHeading: 'What your shares gave',
  pool: className => `Pool of ${className}`,
  sharesAt: date => `Your shares at the end of ${date}`,
  sharesOf: (shares, all) => `${shares} of ${all} shares`,
  amount: 'Your amount, before tax',
  amountOfAll: 'Your amount for all classes, before tax',
  repayment: 'Repayment of what was paid in',
  netAmount: 'Your net amount',
  heldAmount: 'Your amount, held',
  netOfAllClasses: 'Your net amount for all classes',
  nothingCarried: 'Nothing is carried: the amount is your exact share.',
  nothingMoreCarried: 'Nothing is carried to the next time.',
  corrections: amount =>
    `In it are corrections of periods that were distributed before, by the shares that counted then: ${amount}.`,
  carriedOwed: fraction =>
    `Your exact share is not a round amount: ${fraction} is still owed to you and is added to your share next time.`,
  carriedTooMuch: fraction =>
    `Your exact share is not a round amount: you received ${fraction} too much, which is taken off your share next time.`,
  lessThan: fraction => `less than ${fraction}`,
  owedBefore: fraction => `${fraction} still owed to you from last time was added.`,
  tooMuchBefore: fraction => `${fraction} received too much last time was taken off.`,
  moneyHeading: 'Tax and payment',
  tax: 'Tax',
  taxNone: 'The amount is before tax: the terms of this project withhold none from it.',
  taxWithheld: (amount, date) =>
    `${amount} was withheld by the rules in force on ${date}. What is repaid of what was paid in is not taxed.`,
  taxHeld: missing =>
    `The amount is held, and nothing is withheld from it yet, because this is not known: ${missing}.`,
  payment: 'Payment',
  credited: (date, platform) => `Credited on ${date} to your account with ${platform}.`,
  notPaidOut: 'Not yet paid to a bank account.',
}

const fr: StatementWords = {
  title: number => `Relevé ${number}`,
  issuedOn: date => `Établi le ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: 'Ce que cette répartition vous apporte',
  holder: 'Titulaire',
  project: 'Projet',
  issuer: 'Émetteur',
  period: 'Période',
  putIn: 'Vous avez versé',
  putInNote: 'pour ce projet',
  receivedSoFar: 'Reçu à ce jour',
  receivedNote: 'cette fois comprise',
  thisTime: 'Cette fois',
  beforeTax: 'avant impôt',
  afterLevies: 'après prélèvements',
  heldNote: 'retenu, avant prélèvements',
  reportsHeading: 'Ce qui est rentré',
  revenue: 'Recettes',
  net: 'Recettes nettes',
  netOfAll: 'Recettes nettes de toutes les périodes',
  splitHeading: 'Comment la somme a été partagée',
  splitTotal: 'Total',
  ownClass: 'votre catégorie',
  class: 'catégorie',
  issuerKind: 'émetteur',
  platform: 'plateforme',
  partner: 'partenaire',
  sharesHeading: 'Ce que vos parts ont donné',
  pool: className => `Somme revenant à « ${className} »`,
  sharesAt: date => `Vos parts au soir du ${date}`,
  sharesOf: (shares, all) => `${shares} sur ${all} parts`,
  amount: 'Votre montant, avant impôt',
  amountOfAll: 'Votre montant pour toutes les catégories, avant impôt',
  repayment: 'Remboursement de ce qui a été versé',
  netAmount: 'Votre montant net',
  heldAmount: 'Votre montant, retenu',
  netOfAllClasses: 'Votre montant net pour toutes les catégories',
  nothingCarried: 'Rien n’est reporté : le montant est votre part exacte.',
  nothingMoreCarried: 'Rien n’est reporté à la prochaine fois.',
  corrections: amount =>
    `Il comprend des corrections de périodes déjà réparties, selon les parts qui comptaient alors : ${amount}.`,
  carriedOwed: fraction =>
    `Votre part exacte ne tombe pas juste : ${fraction} vous reste dû et s’ajoutera à votre part la prochaine fois.`,
  carriedTooMuch: fraction =>
    `Votre part exacte ne tombe pas juste : vous avez reçu ${fraction} de trop, qui sera retiré de votre part la prochaine fois.`,
  lessThan: fraction => `moins de ${fraction}`,
  owedBefore: fraction => `${fraction} qui vous restait dû de la dernière fois a été ajouté.`,
  tooMuchBefore: fraction => `${fraction} reçu en trop la dernière fois a été retiré.`,
  moneyHeading: 'Impôt et paiement',
  tax: 'Impôt',
  taxNone: 'Le montant est avant impôt : les conditions de ce projet ne prévoient aucune retenue.',
  taxWithheld: (amount, date) =>
    `${amount} prélevés selon les règles en vigueur le ${date}. Le remboursement de ce qui a été versé n’est pas imposé.`,
  taxHeld: missing =>
    `Le montant est retenu, et rien n’en est encore prélevé, car ceci n’est pas connu : ${missing}.`,
  payment: 'Paiement',
  credited: (date, platform) => `Crédité le ${date} sur votre compte chez ${platform}.`,
  notPaidOut: 'Pas encore versé sur un compte bancaire.',
}

/** The words of a statement in both languages: the type asks for the same ones in each. */
export const STATEMENT_WORDS: Record<Language, StatementWords> = { en, fr }
