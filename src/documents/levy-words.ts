import { formatDate, type Language } from './format.ts'

/** What a line is paid as: it decides the word for it. */
export type Income = 'dividend' | 'interest' | 'royalty'

type Both = Record<Language, string>

const LEVIES: Record<string, Both> = {
  PFU_IR: { en: 'Income tax, flat rate', fr: 'Impôt sur le revenu, prélèvement forfaitaire' },
  CSG: { en: 'CSG (social levy)', fr: 'CSG' },
  CRDS: { en: 'CRDS (social levy)', fr: 'CRDS' },
  SOLIDARITE: { en: 'Solidarity levy', fr: 'Prélèvement de solidarité' },
  AUTRES_PS_2018: { en: 'Other social levies', fr: 'Autres prélèvements sociaux' },
  RAS: { en: 'Withholding tax', fr: 'Retenue à la source' },
}

const INCOMES: Record<Income, Both> = {
  dividend: { en: 'dividend', fr: 'dividende' },
  interest: { en: 'interest', fr: 'intérêts' },
  royalty: { en: 'share of receipts', fr: 'part des recettes' },
}

/** The name of a levy for who pays it; a code without a name stands for itself. */
export const levyName = (code: string, language: Language): string => LEVIES[code]?.[language] ?? code

/** "dividend", "part des recettes": the word for what is paid above what was paid in. */
export const incomeName = (income: Income, language: Language): string => INCOMES[income][language]

/** What the rules say of what they miss, in their English words, and the same in French. */
const MISSING: [pattern: RegExp, french: (found: Record<string, string>) => string][] = [
  [/^the tax residence of the holder$/, () => 'la résidence fiscale du titulaire'],
  [
    /^a levy rule for amounts in (?<currency>[A-Z]{3})$/,
    ({ currency }) => `la règle de prélèvement pour les montants en ${currency}`,
  ],
  [
    /^whether (?<country>[A-Z]{2}) was an uncooperative state on (?<day>[\d-]{10})$/,
    ({ country, day }) => `si l’État ${country} était non coopératif le ${formatDate(day ?? '', 'fr')}`,
  ],
  [
    /^a levy rule for (?<income>\w+) paid on (?<day>[\d-]{10}) to a (?<kind>person|firm) resident in (?<country>[A-Z]{2})(?<unproved> without proof of it)?$/,
    ({ income, day, kind, country, unproved }) => {
      const paid = INCOMES[income as Income]?.fr ?? income
      const who = kind === 'person' ? 'une personne' : 'une société'
      const proof = unproved === undefined ? '' : ', sans justificatif'
      return `la règle de prélèvement pour « ${paid} » payé le ${formatDate(day ?? '', 'fr')} à ${who} de résidence ${country}${proof}`
    },
  ],
]

/** What is missing to know the levies on a line, in the words of a language; what has no words there stays as it is. */
export function missingName(missing: string, language: Language): string {
  if (language === 'en') return missing
  for (const [pattern, french] of MISSING) {
    const found = pattern.exec(missing)
    if (found !== null) return french(found.groups ?? {})
  }
  return missing
}
