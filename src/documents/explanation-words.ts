import type { Language } from './format.ts'

type Rounding = 'carry' | 'largestRemainder' | 'firstListed' | 'toReserve'

/** A share of the pool; of what corrections, which are shared out by themselves, leave of it, where there are some. */
type ShareWords = { share: string; isCorrected: boolean }

/** The sentences of an explanation. They get texts that are already written in their language. */
export type ExplanationWords = {
  revenue: (period: string, gross: string, reported: string) => string
  revenueLess: (
    period: string,
    gross: string,
    of: { deductions: string; net: string; reported: string },
  ) => string
  /** What of it was reported in another currency, to stand inside of the sentence on revenue. */
  converted: (list: string) => string
  tier: (name: string, taken: string, of: { ratio: string; toClass: string }) => string
  tierReached: (name: string, taken: string, of: { ratio: string; toClass: string; target: string }) => string
  tiers: (list: string) => string
  otherTiers: (list: string) => string
  /** What corrections of periods that were distributed bring, each with its sign. */
  corrected: (ofClass: string, own: string) => string
  pool: (due: string, pool: string, isCorrected: boolean) => string
  shares: (date: string, own: string, of: { all: string; capped: boolean } & ShareWords) => string
  shareDays: (own: string, all: string, of: ShareWords) => string
  capped: (times: string, paidIn: string, of: { received: string; most: string }) => string
  settledUp: (units: string) => string
  settledDown: (units: string) => string
  rounded: Record<Rounding, string>
  capital: (gross: string, capital: string, of: { rest: string; income: string }) => string
  levies: (date: string, list: string) => string
  levy: (name: string, ratio: string, of: { base: string; amount: string }) => string
  noLevies: string
  held: (missing: string) => string
  wasHeld: (missing: string, of: { date: string; list: string | null; net: string }) => string
  net: (net: string, date: string, of: { version: string; method: string }) => string
  quoted: (name: string) => string
  named: (name: string, amount: string) => string
  exactly: (whole: string, fraction: string) => string
}

const en: ExplanationWords = {
  revenue: (period, gross, reported) =>
    `For the period ${period}, ${gross} was reported${reported} and divided.`,
  revenueLess: (period, gross, { deductions, net, reported }) =>
    `For the period ${period}, ${gross} was reported${reported}; less deductions of ${deductions}, ${net} was divided.`,
  converted: list => ` (converted once with the approval: ${list})`,
  tier: (name, taken, { ratio, toClass }) =>
    `The tier ${name} took ${taken}, of which ${ratio} goes to your class: ${toClass}.`,
  tierReached: (name, taken, { ratio, toClass, target }) =>
    `The tier ${name} took ${taken}, of which ${ratio} goes to your class: ${toClass}; with this its limit of ${target} is reached.`,
  tiers: list => `Several tiers give something to your class: ${list}.`,
  otherTiers: list => `What other tiers took does not go to your class: ${list}.`,
  corrected: (ofClass, own) =>
    `Periods that were distributed before have been corrected: ${ofClass} for your class, of which ${own} for you, by the shares that counted then.`,
  pool: (due, pool, isCorrected) =>
    `Your class is due ${due}; rounded once across all recipients, with ${isCorrected ? 'the corrections and ' : ''}what was carried, its pool is ${pool}.`,
  shares: (date, own, { all, share, capped, isCorrected }) =>
    `At the end of ${date} you held ${own} of the ${all} shares that ${capped ? 'took part below their cap' : 'took part'}, so your exact share of the pool${isCorrected ? ' without the corrections' : ''} is ${share}.`,
  shareDays: (own, all, { share, isCorrected }) =>
    `Each share counts for each day it was held: you had ${own} of ${all} share-days, so your exact share of the pool${isCorrected ? ' without the corrections' : ''} is ${share}.`,
  capped: (times, paidIn, { received, most }) =>
    `Your shares get at most ${times} times the ${paidIn} paid in for them; they had received ${received}, so this time they get at most ${most}, and the surplus went on.`,
  settledUp: units =>
    `Rounded down, the amounts missed a little of the pool: ${units} came to you, in the order of what each is owed.`,
  settledDown: units =>
    `With what was carried, the amounts were a little above the pool: ${units} was taken from you, in the order of what each is owed.`,
  rounded: {
    carry: '',
    largestRemainder:
      'By the contract, units left by rounding go to the largest fractions, and nothing is carried.',
    firstListed: 'By the contract, units left by rounding go to the first in order, and nothing is carried.',
    toReserve:
      'By the contract, your share is rounded down, and what is left by rounding joins the next pool.',
  },
  capital: (gross, capital, { rest, income }) =>
    `Of your ${gross}, ${capital} is repayment of what was paid in and not taxed; ${rest} is ${income}.`,
  levies: (date, list) => `Withheld by the rules of the payment date, ${date}: ${list}.`,
  levy: (name, ratio, { base, amount }) => `${name}, ${ratio} of ${base} = ${amount}`,
  noLevies: 'The amount is before tax: the terms of this project withhold none from it.',
  held: missing => `The amount is held, and nothing is withheld yet, because this is not known: ${missing}.`,
  wasHeld: (missing, { date, list, net }) =>
    `The amount was held because this was not known: ${missing}. On ${date} it became known, and by the rules of the payment date ${list === null ? 'nothing was withheld' : `this was withheld: ${list}`}; ${net} is yours.`,
  net: (net, date, { version, method }) =>
    `That is ${net} net, credited on ${date}; it follows version ${version} of the contract and the rules of calculation “${method}”.`,
  quoted: name => `“${name}”`,
  named: (name, amount) => `${name} ${amount}`,
  exactly: (whole, fraction) => `${whole} and ${fraction}`,
}

const fr: ExplanationWords = {
  revenue: (period, gross, reported) => `Recettes déclarées et partagées, ${period} : ${gross}${reported}.`,
  revenueLess: (period, gross, { deductions, net, reported }) =>
    `Recettes déclarées, ${period} : ${gross}${reported} ; moins ${deductions} de déductions, ${net} ont été partagés.`,
  converted: list => ` (convertis une seule fois, à l’approbation : ${list})`,
  tier: (name, taken, { ratio, toClass }) =>
    `L’étape ${name} a pris ${taken}, dont ${ratio} pour votre catégorie : ${toClass}.`,
  tierReached: (name, taken, { ratio, toClass, target }) =>
    `L’étape ${name} a pris ${taken}, dont ${ratio} pour votre catégorie : ${toClass} ; sa limite de ${target} est ainsi atteinte.`,
  tiers: list => `Plusieurs étapes donnent quelque chose à votre catégorie : ${list}.`,
  otherTiers: list => `Ce que d’autres étapes ont pris ne va pas à votre catégorie : ${list}.`,
  corrected: (ofClass, own) =>
    `Des périodes déjà réparties ont été corrigées : ${ofClass} pour votre catégorie, dont ${own} pour vous, selon les parts qui comptaient alors.`,
  pool: (due, pool, isCorrected) =>
    `Il revient à votre catégorie ${due} ; arrondie une fois entre tous les bénéficiaires, avec les ${isCorrected ? 'corrections et les ' : ''}reports, la somme est de ${pool}.`,
  shares: (date, own, { all, share, capped, isCorrected }) =>
    `Au soir du ${date} vous déteniez ${own} des ${all} parts ${capped ? 'qui participaient sous leur plafond' : 'qui participaient'} : votre part exacte de la somme${isCorrected ? ' hors corrections' : ''} est de ${share}.`,
  shareDays: (own, all, { share, isCorrected }) =>
    `Chaque part compte pour chaque jour de détention : vous aviez ${own} des ${all} parts × jours, votre part exacte de la somme${isCorrected ? ' hors corrections' : ''} est de ${share}.`,
  capped: (times, paidIn, { received, most }) =>
    `Vos parts reçoivent au plus ${times} fois les ${paidIn} versés pour elles ; elles avaient reçu ${received}, donc cette fois au plus ${most}, et le surplus est allé plus loin.`,
  settledUp: units =>
    `Arrondis vers le bas, les montants laissaient un reste : ${units} vous est revenu, selon ce qui est dû à chacun.`,
  settledDown: units =>
    `Avec les reports, les montants dépassaient un peu la somme : ${units} vous a été retiré, selon ce qui est dû à chacun.`,
  rounded: {
    carry: '',
    largestRemainder:
      'Selon le contrat, le reste des arrondis va aux plus grandes fractions, et rien n’est reporté.',
    firstListed:
      'Selon le contrat, le reste des arrondis va aux premiers dans l’ordre, et rien n’est reporté.',
    toReserve:
      'Selon le contrat, votre part est arrondie vers le bas, et le reste rejoint la somme suivante.',
  },
  capital: (gross, capital, { rest, income }) =>
    `Sur vos ${gross}, ${capital} remboursent ce qui a été versé et ne sont pas imposés ; ${rest} sont payés comme « ${income} ».`,
  levies: (date, list) => `Prélevé selon les règles du jour du paiement, ${date} : ${list}.`,
  levy: (name, ratio, { base, amount }) => `${name}, ${ratio} de ${base} = ${amount}`,
  noLevies: 'Le montant est avant impôt : les conditions de ce projet ne prévoient aucune retenue.',
  held: missing =>
    `Le montant est retenu, et rien n’est encore prélevé, car ceci n’est pas connu : ${missing}.`,
  wasHeld: (missing, { date, list, net }) =>
    `Le montant était retenu, car ceci n’était pas connu : ${missing}. Connu le ${date}, ${list === null ? 'rien n’a été prélevé' : 'ceci a été prélevé'} selon les règles du jour du paiement${list === null ? '' : ` : ${list}`} ; ${net} sont à vous.`,
  net: (net, date, { version, method }) =>
    `Cela fait ${net} net, crédité le ${date} ; selon la version ${version} du contrat et les règles de calcul « ${method} ».`,
  quoted: name => `« ${name} »`,
  named: (name, amount) => `${name} ${amount}`,
  exactly: (whole, fraction) => `${whole} et ${fraction}`,
}

/** The sentences in both languages: the type asks for the same ones in each. */
export const EXPLANATION_WORDS: Record<Language, ExplanationWords> = { en, fr }
