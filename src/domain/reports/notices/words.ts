import type { NoticeDetails, NoticeKind } from './kinds.ts'

/** `title`: the same for every event of the kind, so that it may stand in a subject line. `text`: what happened, and why. `next`: what to do. */
export type NoticeText = { title: string; text: string; next: string }

/** What each kind says in one language. */
export type NoticeTexts = Record<NoticeKind, (details: NoticeDetails) => NoticeText>

/** The name of a project between the quotation marks of a language, where one is known. */
export const quoted =
  (open: string, close: string, unknown: string) =>
  ({ project }: NoticeDetails): string =>
    project ? `${open}${project}${close}` : unknown
