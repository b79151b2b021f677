import type { Language } from './format.ts'

/** How a project ended, step by step. */
export type EndingStep = 'default' | 'insolvency' | 'windUp' | 'maturity'

/** The words of a paper about a loss. */
export type LossWords = {
  title: (number: string) => string
  heading: string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  holder: string
  project: string
  issuer: string
  putIn: string
  putInNote: string
  gotBack: string
  gotBackNote: string
  lost: string
  lostNote: string
  sentence: (facts: { lost: string; project: string; date: string }) => string
  stepsHeading: string
  steps: Record<EndingStep, string>
  step: (date: string, source: string) => string
  questionsHeading: string
  recoveries: string
  recoveriesTold: string
  tax: string
  taxTold: string
  nothing: (project: string) => string
  replaces: string
  replacesThe: (number: string, date: string) => string
}

/** The same paper in each language. */
export const LOSS_WORDS: Record<Language, LossWords> = {
  en: {
    title: number => `Loss certificate ${number}`,
    heading: 'What you lost',
    issuedOn: date => `As of ${date}`,
    page: (page, pages) => `Page ${page}/${pages}`,
    holder: 'Holder',
    project: 'Project',
    issuer: 'Issuer',
    putIn: 'You put in',
    putInNote: 'for the shares you hold',
    gotBack: 'You got back',
    gotBackNote: 'in all, before tax',
    lost: 'You lost',
    lostNote: 'for good',
    sentence: ({ lost, project, date }) =>
      `${lost} of what you put into ${project} did not come back. It has been irrecoverable since ${date}, the day on which the project was wound up.`,
    stepsHeading: 'How it came about',
    steps: {
      default: 'Default',
      insolvency: 'Insolvency opened',
      windUp: 'Wound up',
      maturity: 'Contract fulfilled',
    },
    step: (date, source) => `${date}. Source: ${source}`,
    questionsHeading: 'What you may ask',
    recoveries: 'Recoveries',
    recoveriesTold:
      'Nothing more is expected. Should something be recovered all the same, it is divided as the contract says, and a new certificate takes the place of this one.',
    tax: 'Tax',
    taxTold:
      'What you got back is counted whole, whether it was paid as capital or as income. Which loss you may deduct, and when, the law of your country says.',
    nothing: project => `All that you put into ${project} has come back: nothing of it is lost any more.`,
    replaces: 'Corrects',
    replacesThe: (number, date) => `the certificate ${number}, as of ${date}`,
  },
  fr: {
    title: number => `Attestation de perte ${number}`,
    heading: 'Ce que vous avez perdu',
    issuedOn: date => `Situation au ${date}`,
    page: (page, pages) => `Page ${page}/${pages}`,
    holder: 'Titulaire',
    project: 'Projet',
    issuer: 'Émetteur',
    putIn: 'Vous avez versé',
    putInNote: 'pour les parts que vous détenez',
    gotBack: 'Vous avez reçu',
    gotBackNote: 'en tout, avant impôt',
    lost: 'Vous avez perdu',
    lostNote: 'définitivement',
    sentence: ({ lost, project, date }) =>
      `${lost} de ce que vous avez versé pour ${project} ne vous ont pas été rendus. Cette somme est irrécouvrable depuis le ${date}, jour de la clôture du projet.`,
    stepsHeading: 'Comment cela s’est passé',
    steps: {
      default: 'Défaut',
      insolvency: 'Procédure ouverte',
      windUp: 'Clôture',
      maturity: 'Contrat accompli',
    },
    step: (date, source) => `${date}. Source : ${source}`,
    questionsHeading: 'Vos questions',
    recoveries: 'Recouvrement',
    recoveriesTold:
      'Plus rien n’est attendu. Si une somme était malgré tout recouvrée, elle serait répartie selon le contrat, et une nouvelle attestation remplacerait celle-ci.',
    tax: 'Impôt',
    taxTold:
      'Ce que vous avez reçu est compté en entier, comme capital ou comme revenu. Quelle perte est déductible, et quand, la loi de votre pays le dit.',
    nothing: project =>
      `Tout ce que vous avez versé pour ${project} vous a été rendu : plus rien n’en est perdu.`,
    replaces: 'Rectifie',
    replacesThe: (number, date) => `l’attestation ${number}, situation au ${date}`,
  },
}
