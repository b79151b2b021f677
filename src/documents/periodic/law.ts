import { formatDate, type Language } from '../format.ts'
import { PERIODIC_WORDS } from './words.ts'

/** Laws of levies whose rules name only where the figure was read. */
const LAWS: Record<string, string> = { CRDS: 'ordonnance 96-50 art. 16' }

/** What begins a reference to a text of law, as our rules write their sources. */
const IS_LAW = /^(CGI|CSS|BOFiP|loi|ordonnance)\b/

/** The text of law that a levy rests on, short enough for a line of a paper, and the holder's waiver of it. */
export function lawOf({ code, source }: { code: string; source: string }, language: Language): string {
  const parts = source.split('; ')
  const waived = /^waived by the statement of (\d{4}-\d{2}-\d{2})$/.exec(parts.at(-1) ?? '')?.[1]
  const law = parts.find(part => IS_LAW.test(part)) ?? LAWS[code] ?? ''
  const waiver = waived === undefined ? '' : PERIODIC_WORDS[language].waivedOn(formatDate(waived, language))
  return [law, waiver].filter(part => part !== '').join(', ')
}
