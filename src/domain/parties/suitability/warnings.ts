import type { WarningCode } from './suitability.ts'

/**
 * A text that an investor acknowledges. A change of its words is a new version: who acknowledged an older one is shown it
 * again. `forOrder`: each order needs an acknowledgement of its own, which names its offering and amount.
 */
export type Warning = {
  version: number
  article: string
  forOrder: boolean
  text: { en: string; fr: string }
}

/** The sentence that the warning must hold: Art 21(4) of Regulation (EU) 2020/1503. */
export const RISK_OF_LOSS =
  'An investment in a crowdfunding project includes the risk of losing the entirety of the money invested.'

/** The texts as they are in force, by their code. */
export const WARNINGS: Readonly<Record<WarningCode, Warning>> = {
  riskOfLoss: {
    version: 1,
    article: 'Art 21(4) Reg. (EU) 2020/1503',
    forOrder: false,
    text: {
      en: `${RISK_OF_LOSS} The services of this platform may not suit you: you have not passed its knowledge test, or passed it more than two years ago.`,
      fr: 'Un investissement dans un projet de financement participatif comporte le risque de perdre la totalité de l’argent investi. Les services de cette plateforme peuvent ne pas vous convenir : vous n’avez pas réussi son test de connaissances, ou l’avez réussi il y a plus de deux ans.',
    },
  },
  noSimulation: {
    version: 1,
    article: 'Art 21(5)-(6) Reg. (EU) 2020/1503',
    forOrder: false,
    text: {
      en: 'You have not simulated your ability to bear loss within the last year. Do not invest more than 10 % of your net worth in crowdfunding projects; without the simulation you do not know how much that is.',
      fr: 'Vous n’avez pas simulé votre capacité à supporter des pertes au cours de la dernière année. N’investissez pas plus de 10 % de votre patrimoine net dans des projets de financement participatif ; sans cette simulation, vous ignorez combien cela représente.',
    },
  },
  largeTicket: {
    version: 1,
    article: 'Art 21(7) Reg. (EU) 2020/1503',
    forOrder: true,
    text: {
      en: `${RISK_OF_LOSS} With this order you invest more in this offering than the higher of EUR 1,000 and 5 % of your net worth. I understand this investment and its risks, and I consent to the order.`,
      fr: 'Un investissement dans un projet de financement participatif comporte le risque de perdre la totalité de l’argent investi. Par cet ordre, vous investissez dans cette offre plus que le plus élevé de 1 000 EUR et de 5 % de votre patrimoine net. Je comprends cet investissement et ses risques, et je consens à cet ordre.',
    },
  },
  lostProtection: {
    version: 1,
    article: 'Annex II Reg. (EU) 2020/1503',
    forOrder: false,
    text: {
      en: 'As a sophisticated investor you lose the protection of those who are not: the knowledge test and its warning, the simulation of your ability to bear loss, the consent to large orders, and the four days in which an order may be withdrawn.',
      fr: 'En tant qu’investisseur averti, vous perdez la protection des investisseurs non avertis : le test de connaissances et son avertissement, la simulation de votre capacité à supporter des pertes, le consentement aux ordres importants et les quatre jours pendant lesquels un ordre peut être retiré.',
    },
  },
}
