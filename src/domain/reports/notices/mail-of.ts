import type { Language } from '../../parties/people/party.ts'
import { type NoticeDetails, type NoticeKind, ruleOf } from './kinds.ts'
import { EN } from './texts-en.ts'
import { FR } from './texts-fr.ts'
import type { NoticeText } from './words.ts'

const TEXTS = { en: EN, fr: FR }

const WHY_MAILED = {
  en: {
    duty: 'You cannot switch this kind of mail off.',
    choice: 'You can choose how you are told of this: by mail, on your list only, or not at all.',
  },
  fr: {
    duty: 'Vous ne pouvez pas désactiver ce type de message.',
    choice:
      'Vous pouvez choisir comment en être informé : par courriel, dans votre liste seulement, ou pas du tout.',
  },
} as const

/** What a notice says: its title, what happened and why, and what the person can do next. */
export function textOf(kind: NoticeKind, language: Language, details: NoticeDetails): NoticeText {
  return TEXTS[language][kind](details)
}

/** The mail that brings a notice. Its subject is that of the kind: nothing of the event itself stands in it. */
export function mailOf(
  kind: NoticeKind,
  language: Language,
  details: NoticeDetails,
): { subject: string; body: string } {
  const { title, text, next } = textOf(kind, language, details)
  const why = WHY_MAILED[language][ruleOf(kind).duty === null ? 'choice' : 'duty']
  return { subject: title, body: `${text}\n\n${next}\n\n-- \n${why}` }
}
