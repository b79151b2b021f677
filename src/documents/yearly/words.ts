import type { Language } from '../format.ts'
import type { ReturnFigureLine, TaxedAs } from './shape.ts'

type Plain =
  | 'holder'
  | 'replaces'
  | 'received'
  | 'receivedNote'
  | 'taxable'
  | 'taxableNote'
  | 'notStated'
  | 'notStatedNote'
  | 'partlyStatedNote'
  | 'withheld'
  | 'withheldNote'
  | 'nothing'
  | 'returnHeading'
  | 'noBox'
  | 'boxesNote'
  | 'loanNote'
  | 'paidNote'
  | 'capital'
  | 'held'
  | 'unstated'
  | 'net'
  | 'takenBackHeading'
  | 'takenBackNote'
  | 'attached'

/** Every word on a yearly certificate. Functions get texts that are already written in their language. */
export type YearlyWords = Record<Plain, string> & {
  title: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  heading: (year: number) => string
  replacesThe: (number: string, date: string) => string
  told: (received: string, taxable: string, withheld: string) => string
  change: (now: string, before: string) => string
  takenBack: (paidOn: string, what: string, on: string, reason: string) => string
  takenBackLevies: (withheld: string) => string
  paidAtAll: (year: number) => string
  incomes: Record<TaxedAs, string>
  figures: Record<ReturnFigureLine['figure'], (incomes: string) => string>
  box: (form: string, box: string) => string
  returnLine: (box: string, what: string) => string
  taxedAs: (income: string) => string
  levy: (name: string, ratio: string) => string
}

const en: YearlyWords = {
  title: number => `Certificate ${number}`,
  issuedOn: date => `Issued on ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: year => `What you were paid in ${year}`,
  holder: 'Holder',
  replaces: 'Corrects',
  replacesThe: (number, date) =>
    `This paper takes the place of ${number}, issued on ${date}: what it said was changed since.`,
  told: (received, taxable, withheld) => `Received ${received}; taxable ${taxable}; withheld ${withheld}.`,
  change: (now, before) => `${now} (before: ${before})`,
  takenBackHeading: 'Paid in the year and taken back since',
  takenBack: (paidOn, what, on, reason) =>
    `Paid on ${paidOn}, ${what}; taken back on ${on}. Reason: ${reason}`,
  takenBackLevies: withheld => `Withheld from it then: ${withheld}`,
  paidAtAll: year => `Paid to you in ${year} before levies, with what was taken back since`,
  takenBackNote:
    'What was taken back is in none of the figures above, whenever that was, and our file to the tax office leaves it out in the same way. If your return was made with it, correct that return. The statements of the periods show it twice: as received when it was paid, and as taken back when it was.',
  received: 'You received',
  receivedNote: 'before levies',
  taxable: 'Taxable',
  taxableNote: 'without capital returned',
  notStated: 'not stated',
  notStatedNote: 'ask how it is taxed',
  partlyStatedNote: 'not all is stated: see below',
  withheld: 'Withheld',
  withheldNote: 'and passed on for you',
  nothing: 'Nothing of what was paid in this year stands any more.',
  returnHeading: 'For your income-tax return in France',
  noBox: 'no box known',
  boxesNote:
    'The boxes are those we know for income of this year; the notice that comes with the form goes before. Amounts are exact: the form takes whole euros.',
  loanNote: 'Interest on loans is told in box 2TT and not in 2TR, as in our file to the tax office.',
  paidNote: 'A payment belongs to the year in which it was paid to your account with us.',
  incomes: {
    dividend: 'dividends',
    interest: 'interest',
    loanInterest: 'interest on loans',
    royalty: 'shares of receipts',
  },
  figures: {
    taxable: incomes => `Income paid to you: ${incomes}`,
    levied: incomes => `Of it, social levies were borne by: ${incomes}`,
    incomeTax: () => 'Income tax withheld in advance, which is set off',
  },
  box: (form, box) => `${form}, box ${box}`,
  returnLine: (box, what) => `${box}: ${what}`,
  capital: 'Capital returned to you, not taxed',
  taxedAs: income => `Taxable: ${income}`,
  held: 'Held until your levies are known',
  unstated: 'Nothing was withheld: the contract states no kind of income, so ask how it is taxed.',
  levy: (name, ratio) => `${name}, ${ratio}`,
  net: 'Paid to your account, net',
  attached: 'The figures of this paper are in this file, for programs.',
}

const fr: YearlyWords = {
  title: number => `Attestation ${number}`,
  issuedOn: date => `Établie le ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: year => `Ce qui vous a été versé en ${year}`,
  holder: 'Titulaire',
  replaces: 'Rectifie',
  replacesThe: (number, date) =>
    `Cette attestation remplace la ${number}, établie le ${date} : ce qu’elle disait a changé depuis.`,
  told: (received, taxable, withheld) => `Reçu ${received} ; imposable ${taxable} ; retenu ${withheld}.`,
  change: (now, before) => `${now} (avant : ${before})`,
  takenBackHeading: 'Versé dans l’année et repris depuis',
  takenBack: (paidOn, what, on, reason) => `Versé le ${paidOn}, ${what} ; repris le ${on}. Motif : ${reason}`,
  takenBackLevies: withheld => `Retenu alors dessus : ${withheld}`,
  paidAtAll: year => `Versé en ${year} avant prélèvements, avec ce qui a été repris depuis`,
  takenBackNote:
    'Ce qui a été repris n’est compté dans aucun montant ci-dessus, quelle que soit la date de la reprise, et notre fichier à l’administration l’écarte de même. Si votre déclaration le comprend, corrigez-la. Les relevés de période le montrent deux fois : reçu lors du versement, puis repris.',
  received: 'Vous avez reçu',
  receivedNote: 'avant prélèvements',
  taxable: 'Imposable',
  taxableNote: 'hors capital rendu',
  notStated: 'non précisé',
  notStatedNote: 'renseignez-vous sur l’imposition',
  partlyStatedNote: 'tout n’est pas précisé : voir plus bas',
  withheld: 'Retenu',
  withheldNote: 'et reversé pour vous',
  nothing: 'Rien de ce qui avait été versé cette année-là ne subsiste.',
  returnHeading: 'Pour votre déclaration de revenus en France',
  noBox: 'case inconnue',
  boxesNote:
    'Les cases sont celles que nous connaissons pour les revenus de cette année ; la notice jointe au formulaire l’emporte. Les montants sont exacts : le formulaire se remplit en euros entiers.',
  loanNote:
    'Les intérêts de prêts sont portés case 2TT et non 2TR, comme dans notre fichier à l’administration.',
  paidNote: 'Un versement appartient à l’année où il a été porté à votre compte chez nous.',
  incomes: {
    dividend: 'dividendes',
    interest: 'intérêts',
    loanInterest: 'intérêts de prêts',
    royalty: 'parts de recettes',
  },
  figures: {
    taxable: incomes => `Revenus qui vous ont été versés : ${incomes}`,
    levied: incomes => `Dont ont supporté les prélèvements sociaux : ${incomes}`,
    incomeTax: () => 'Impôt sur le revenu déjà retenu, qui s’impute',
  },
  box: (form, box) => `${form}, case ${box}`,
  returnLine: (box, what) => `${box} : ${what}`,
  capital: 'Capital qui vous a été rendu, non imposé',
  taxedAs: income => `Imposable : ${income}`,
  held: 'En attente de vos prélèvements',
  unstated:
    'Rien n’a été retenu : le contrat ne dit pas la nature du revenu, demandez comment il est imposé.',
  levy: (name, ratio) => `${name}, ${ratio}`,
  net: 'Porté à votre compte, net',
  attached: 'Les chiffres de cette attestation sont joints à ce fichier, pour les programmes.',
}

export const YEARLY_WORDS: Record<Language, YearlyWords> = { en, fr }
