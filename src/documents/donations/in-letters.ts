import type { Language } from '../format.ts'

type Speller = { whole: (count: bigint) => string; amount: (euros: bigint, cents: bigint) => string }

const EN_ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const EN_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const FR_ONES =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const FR_TENS = 'vingt trente quarante cinquante soixante'.split(' ')

/**
 * An amount of euros in letters, as a receipt has it beside the figures: "sixty euros and one cent", "soixante euros et un
 * centime". Minor units, not negative, below a thousand billion euros.
 */
export function inLetters(minor: bigint, language: Language): string {
  if (minor < 0n || minor >= 10n ** 14n) throw new Error('No receipt is for such an amount.')
  return SPELLERS[language].amount(minor / 100n, minor % 100n)
}

const SPELLERS: Record<Language, Speller> = {
  en: {
    whole: count =>
      inGroups(count, ([billions, millions, thousands, rest]) => {
        const parts = [
          billions > 0 ? `${enBelowThousand(billions)} billion` : '',
          millions > 0 ? `${enBelowThousand(millions)} million` : '',
          thousands > 0 ? `${enBelowThousand(thousands)} thousand` : '',
        ].filter(part => part !== '')
        if (rest === 0) return parts.join(' ')
        const and = parts.length > 0 && rest < 100 ? 'and ' : ''
        return [...parts, `${and}${enBelowThousand(rest)}`].join(' ')
      }) || 'zero',
    amount: (euros, cents) => {
      const { whole } = SPELLERS.en
      const first = `${whole(euros)} ${euros === 1n ? 'euro' : 'euros'}`
      return cents === 0n ? first : `${first} and ${whole(cents)} ${cents === 1n ? 'cent' : 'cents'}`
    },
  },
  fr: {
    whole: count =>
      inGroups(count, ([billions, millions, thousands, rest]) =>
        [
          billions > 0 ? `${frBelowThousand(billions, true)} ${billions > 1 ? 'milliards' : 'milliard'}` : '',
          millions > 0 ? `${frBelowThousand(millions, true)} ${millions > 1 ? 'millions' : 'million'}` : '',
          // "Mille" takes no "un" before it, and no plural on what it counts: it is a number, "million" is a noun.
          thousands > 1 ? `${frBelowThousand(thousands, false)} mille` : thousands === 1 ? 'mille' : '',
          rest > 0 ? frBelowThousand(rest, true) : '',
        ]
          .filter(part => part !== '')
          .join(' '),
      ) || 'zéro',
    amount: (euros, cents) => {
      const { whole } = SPELLERS.fr
      const of = euros > 0n && euros % 1_000_000n === 0n ? ' d’' : ' '
      const first = `${whole(euros)}${of}${euros < 2n ? 'euro' : 'euros'}`
      return cents === 0n ? first : `${first} et ${whole(cents)} ${cents === 1n ? 'centime' : 'centimes'}`
    },
  },
}

type Groups = [billions: number, millions: number, thousands: number, rest: number]

function inGroups(count: bigint, spell: (groups: Groups) => string): string {
  const group = (of: bigint) => Number((count / of) % 1_000n)
  return spell([group(1_000_000_000n), group(1_000_000n), group(1_000n), group(1n)])
}

function enBelowThousand(count: number): string {
  const [hundreds, rest] = [Math.floor(count / 100), count % 100]
  const hundred = hundreds === 0 ? '' : `${EN_ONES[hundreds]} hundred`
  if (rest === 0) return hundred
  const small = rest < 20 ? EN_ONES[rest] : enTens(rest)
  return hundred === '' ? `${small}` : `${hundred} and ${small}`
}

function enTens(count: number): string {
  const tens = EN_TENS[Math.floor(count / 10) - 2]
  return count % 10 === 0 ? `${tens}` : `${tens}-${EN_ONES[count % 10]}`
}

/** `last`: no number follows, so that "cents" and "quatre-vingts" have their plural. */
function frBelowThousand(count: number, last: boolean): string {
  const [hundreds, rest] = [Math.floor(count / 100), count % 100]
  const plural = hundreds > 1 && rest === 0 && last ? 's' : ''
  const hundred = hundreds === 0 ? '' : `${hundreds > 1 ? `${FR_ONES[hundreds]} ` : ''}cent${plural}`
  if (rest === 0) return hundred
  const small = frBelowHundred(rest, last)
  return hundred === '' ? small : `${hundred} ${small}`
}

function frBelowHundred(count: number, last: boolean): string {
  if (count < 20) return `${FR_ONES[count]}`
  if (count === 80) return last ? 'quatre-vingts' : 'quatre-vingt'
  if (count > 80) return `quatre-vingt-${FR_ONES[count - 80]}`
  const ten = Math.min(Math.floor(count / 10), 6)
  const [tens, rest] = [FR_TENS[ten - 2], count - ten * 10]
  if (rest === 0) return `${tens}`
  return rest === 1 || rest === 11 ? `${tens} et ${FR_ONES[rest]}` : `${tens}-${FR_ONES[rest]}`
}
