import { capitalised } from './cased.ts'

/** Each letter by ELOT 743 (ISO 843:1997, type 2), as Greek passports write it. */
const LETTERS = new Map(
  Object.entries({
    α: 'a',
    β: 'v',
    γ: 'g',
    δ: 'd',
    ε: 'e',
    ζ: 'z',
    η: 'i',
    θ: 'th',
    ι: 'i',
    κ: 'k',
    λ: 'l',
    μ: 'm',
    ν: 'n',
    ξ: 'x',
    ο: 'o',
    π: 'p',
    ρ: 'r',
    σ: 's',
    ς: 's',
    τ: 't',
    υ: 'y',
    φ: 'f',
    χ: 'ch',
    ψ: 'ps',
    ω: 'o',
  }),
)

/** Pairs that are written as one sound, whatever stands around them. */
const PAIRS = new Map(Object.entries({ ου: 'ou', γγ: 'ng', γξ: 'nx', γχ: 'nch' }))

/** αυ, ευ and ηυ end in f before these and at the end of a word, and in v before all others. */
const VOICELESS = 'θκξπσςτφχψ'

type Letter = { base: string; capital: boolean; marks: string }

/** The Greek words of a text in Latin letters by ELOT 743; all else stays as it is. Takes composed letters. */
export function greekInLatin(text: string): string {
  return text.replaceAll(/(?:(?=\p{L})\p{Script=Greek}\p{M}*)+/gu, wordInLatin)
}

function wordInLatin(word: string): string {
  const letters = [...word.normalize('NFD').matchAll(/(\p{L})(\p{M}*)/gu)].map(
    ([, letter = '', marks = '']): Letter => {
      const base = letter.toLowerCase()
      return { base, capital: letter !== base, marks }
    },
  )
  let latin = ''
  for (let at = 0; at < letters.length; ) {
    const pair = pairAt(letters, at)
    const { base, capital } = letters[at] as Letter
    const small = pair ?? LETTERS.get(base) ?? base
    latin += capital ? capitalised(small, caseAfter(letters[at + 1])) : small
    at += pair === undefined ? 1 : 2
  }
  return latin
}

const caseAfter = (next: Letter | undefined) => (next?.capital ? next.base.toUpperCase() : next?.base)

const STRESS = /[\u0300\u0301\u0342]/u
const TWO_DOTS = '\u0308'

/** How two letters are written that sound as one; undefined where they do not. */
function pairAt(letters: readonly Letter[], at: number): string | undefined {
  const [first, second, third] = letters.slice(at, at + 3)
  if (first === undefined || second === undefined) return undefined
  const pair = first.base + second.base
  const edge = at === 0 || third === undefined
  if (pair === 'μπ') return edge ? 'b' : undefined
  // A stress on the first vowel, or two dots on the second, tells that they sound apart.
  if (second.base === 'υ' && (STRESS.test(first.marks) || second.marks.includes(TWO_DOTS))) return undefined
  if (!/^[αεη]υ$/u.test(pair)) return PAIRS.get(pair)
  const voiced = third !== undefined && !VOICELESS.includes(third.base)
  return `${LETTERS.get(first.base)}${voiced ? 'v' : 'f'}`
}
