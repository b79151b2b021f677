import type { Language } from '../format.ts'

/** The words of a certificate of shares. */
export type ShareWords = {
  title: (number: string) => string
  heading: string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  holder: string
  shareClass: string
  project: string
  issuer: string
  sentence: (facts: { shares: string; className: string }) => string
  shares: string
  since: string
  nominal: string
  nominalInAll: string
  register: string
  registerAsOf: (date: string, instant: string) => string
  movesHeading: string
  total: string
  questionsHeading: string
  later: string
  laterTold: string
  ask: string
  askAt: (contact: string, number: string) => string
}

/** The same paper in each language. */
export const SHARE_WORDS: Record<Language, ShareWords> = {
  en: {
    title: number => `Share certificate ${number}`,
    heading: 'What you hold',
    issuedOn: date => `As of ${date}`,
    page: (page, pages) => `Page ${page}/${pages}`,
    holder: 'Holder',
    shareClass: 'Class',
    project: 'Project',
    issuer: 'Issuer',
    sentence: ({ shares, className }) =>
      `The register of ${className} names you as the holder of ${shares} shares.`,
    shares: 'Shares',
    since: 'Holder since',
    nominal: 'Nominal of a share',
    nominalInAll: 'Nominal of all of them',
    register: 'Register',
    registerAsOf: (date, instant) => `As of ${date} (${instant}), its latest change.`,
    movesHeading: 'How it came about',
    total: 'Shares held',
    questionsHeading: 'What you may ask',
    later: 'Later changes',
    laterTold:
      'When shares of the class are issued or change hands, a new certificate with another number takes the place of this one.',
    ask: 'Questions',
    askAt: (contact, number) => `Write to ${contact} and quote the number ${number}.`,
  },
  fr: {
    title: number => `Certificat de parts ${number}`,
    heading: 'Ce que vous détenez',
    issuedOn: date => `Situation au ${date}`,
    page: (page, pages) => `Page ${page}/${pages}`,
    holder: 'Titulaire',
    shareClass: 'Catégorie',
    project: 'Projet',
    issuer: 'Émetteur',
    sentence: ({ shares, className }) =>
      `Le registre de ${className} vous désigne comme titulaire de ${shares} parts.`,
    shares: 'Parts',
    since: 'Titulaire depuis le',
    nominal: 'Nominal d’une part',
    nominalInAll: 'Nominal de l’ensemble',
    register: 'Registre',
    registerAsOf: (date, instant) => `Au ${date} (${instant}), date de sa dernière modification.`,
    movesHeading: 'Comment cela s’est fait',
    total: 'Parts détenues',
    questionsHeading: 'Vos questions',
    later: 'Changements ultérieurs',
    laterTold:
      'Dès que des parts de la catégorie sont émises ou changent de mains, un nouveau certificat, sous un autre numéro, remplace celui-ci.',
    ask: 'Contact',
    askAt: (contact, number) => `Écrivez à ${contact} en indiquant le numéro ${number}.`,
  },
}
