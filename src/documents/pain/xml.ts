import type { Currency } from '../../domain/money/currency.ts'
import { isSepaText } from './sepa-text.ts'

/** An element: its name, and a text or elements in it; an amount has its currency beside it. */
export type Xml = readonly [name: string, content: string | readonly Xml[], currency?: Currency]

/**
 * Writes elements, each tag or text on a line of its own, so that what a bank says of a line can be found. Texts are in
 * SEPA's characters, none of which XML would take for its own: anything else is a fault and throws.
 */
export function xmlOf(elements: readonly Xml[]): string {
  return elements.map(element).join('')
}

function element([name, content, currency]: Xml): string {
  const attribute = currency === undefined ? '' : ` Ccy="${currency}"`
  if (typeof content !== 'string') return `<${name}>\n${xmlOf(content)}</${name}>\n`
  if (!isSepaText(content))
    throw new Error(`A text of a payment file has characters that SEPA does not pass on (${name})`)
  return `<${name}${attribute}>${content}</${name}>\n`
}
