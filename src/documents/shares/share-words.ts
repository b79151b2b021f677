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
  registerAsOf: (date: string) => string
  nothing: (facts: { className: string }) => string
  replaces: string
  replacesThe: (number: string, date: string) => string
  movesHeading: string
  total: string
  questionsHeading: string
  later: string
  laterTold: string
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
      `The register of ${className} names you as the holder of ${shares} ${shares === '1' ? 'share' : 'shares'}.`,
    shares: 'Shares',
    since: 'Holder since',
    nominal: 'Nominal of a share',
    nominalInAll: 'Nominal of all of them',
    register: 'Register',
    registerAsOf: date => `As of ${date}, the day of its latest change.`,
    nothing: ({ className }) => `The register of ${className} does not name you as a holder any more.`,
    replaces: 'Replaces',
    replacesThe: (number, date) => `the certificate ${number}, as of ${date}`,
    movesHeading: 'How it came about',
    total: 'Shares held',
    questionsHeading: 'What you may ask',
    later: 'Later changes',
    laterTold:
      'When shares of the class are issued or change hands, you may ask for a new certificate: it has another number and names this one.',
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
      `Le registre de ${className} vous désigne comme titulaire de ${shares} ${shares === '1' ? 'part' : 'parts'}.`,
    shares: 'Parts',
    since: 'Titulaire depuis le',
    nominal: 'Nominal d’une part',
    nominalInAll: 'Nominal de l’ensemble',
    register: 'Registre',
    registerAsOf: date => `Au ${date}, date de sa dernière modification.`,
    nothing: ({ className }) => `Le registre de ${className} ne vous désigne plus comme titulaire.`,
    replaces: 'Remplace',
    replacesThe: (number, date) => `le certificat ${number}, situation au ${date}`,
    movesHeading: 'Comment cela s’est fait',
    total: 'Parts détenues',
    questionsHeading: 'Vos questions',
    later: 'Changements ultérieurs',
    laterTold:
      'Quand des parts de la catégorie sont émises ou changent de mains, vous pouvez demander un nouveau certificat : il porte un autre numéro et indique celui-ci.',
  },
}
