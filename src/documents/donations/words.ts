import type { Language } from '../format.ts'
import type { DonationData } from './shape.ts'

type Plain =
  | 'donor'
  | 'beneficiary'
  | 'purpose'
  | 'project'
  | 'replaces'
  | 'amount'
  | 'inFigures'
  | 'inLetters'
  | 'law'
  | 'nature'
  | 'money'
  | 'nothing'
  | 'giftsHeading'
  | 'together'
  | 'declaration'
  | 'attached'

/** Every word on a receipt for gifts. Functions get texts that are already written in their language. */
export type DonationWords = Record<Plain, string> & {
  title: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  heading: (year: number) => string
  replacesThe: (number: string, date: string, now: string, before: string) => string
  gift: (date: string, form: string) => string
  forms: Record<DonationData['gifts'][number]['form'], string>
  article: (article: string) => string
}

const en: DonationWords = {
  title: number => `Gift receipt ${number}`,
  issuedOn: date => `Issued on ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: year => `Receipt for gifts made in ${year}`,
  donor: 'Donor',
  beneficiary: 'Beneficiary body',
  purpose: 'Its purpose',
  project: 'For',
  replaces: 'Corrects',
  replacesThe: (number, date, now, before) =>
    `This receipt takes the place of ${number}, issued on ${date}: given ${now} (before: ${before}). Do not use that one any more.`,
  amount: 'Given',
  inFigures: 'in figures',
  inLetters: 'In letters',
  law: 'Tax reduction under',
  nature: 'Nature of the gifts',
  money: 'Money, given by declaration on this platform, with nothing in return',
  nothing: 'Nothing of what was given in this year stands any more: this receipt opens no tax reduction.',
  giftsHeading: 'The gifts',
  together: 'Together',
  declaration:
    'The beneficiary acknowledges that it received these gifts. A gift counts on the day on which it was released to the beneficiary; what was given back or taken back since is not in it.',
  gift: (date, form) => `${date}, ${form}`,
  forms: { transfer: 'bank transfer', card: 'bank card', balance: 'from the account with the platform' },
  article: article => `Art ${article} of the French tax code (CGI)`,
  attached: 'The figures of this receipt are in this file, for programs.',
}

const fr: DonationWords = {
  title: number => `Reçu de dons ${number}`,
  issuedOn: date => `Établi le ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  heading: year => `Reçu au titre des dons faits en ${year}`,
  donor: 'Donateur',
  beneficiary: 'Organisme bénéficiaire',
  purpose: 'Son objet',
  project: 'Pour',
  replaces: 'Rectifie',
  replacesThe: (number, date, now, before) =>
    `Ce reçu remplace le ${number}, établi le ${date} : donné ${now} (avant : ${before}). Ne vous en servez plus.`,
  amount: 'Donné',
  inFigures: 'en chiffres',
  inLetters: 'En lettres',
  law: 'Réduction d’impôt prévue à',
  nature: 'Nature des dons',
  money: 'Numéraire, par déclaration de don sur cette plateforme, sans contrepartie',
  nothing: 'Rien de ce qui avait été donné cette année-là ne subsiste : ce reçu n’ouvre aucune réduction.',
  giftsHeading: 'Les dons',
  together: 'Ensemble',
  declaration:
    'Le bénéficiaire reconnaît avoir reçu ces dons. Un don compte au jour où il a été remis au bénéficiaire ; ce qui a été rendu ou repris depuis n’y est pas.',
  gift: (date, form) => `${date}, ${form}`,
  forms: {
    transfer: 'virement',
    card: 'carte bancaire',
    balance: 'depuis le compte auprès de la plateforme',
  },
  article: article => `l’article ${article} du CGI`,
  attached: 'Les chiffres de ce reçu sont joints à ce fichier, pour les programmes.',
}

export const DONATION_WORDS: Record<Language, DonationWords> = { en, fr }
