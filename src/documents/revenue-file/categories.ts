/**
 * The words by which contracts may tell revenue apart. Distributors have many words and change them: what is heard is
 * `streams`, what is bought and kept is `downloads`, and any other word of theirs stays as it is, in small letters.
 */

/** Stores that sell and do not stream, by their names in DistroKid's files. */
const SHOPS = /download|\bitunes\b(?! match)|beatport|bandcamp|traxsource|7digital|juno/i

/** DistroKid says what was sold, a song or an album, and where: an album is never heard as one. */
export function categoryOfStore(store: string, sold: string): string {
  return /^album$|download/i.test(sold) || SHOPS.test(store) ? 'downloads' : 'streams'
}

/** TuneCore says how it was sold. */
export function categoryOfSale(sale: string): string {
  if (/stream/i.test(sale)) return 'streams'
  if (/download/i.test(sale)) return 'downloads'
  const word = sale
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-$/g, '')
  return word.slice(0, 30).replace(/-$/, '') || 'other'
}

/** Whether a word may be a category in a contract. */
export const isCategory = (word: string): boolean => /^[a-z][a-z0-9-]{0,29}$/.test(word)
