import { type Face, widthOf } from './fonts.ts'

/** How a text looks: `size` in points. */
export type Look = { face: Face; size: number }

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Breaks a text into lines that are never wider than `width` points; a longer word is broken where it must.
 * A line keeps the space at its end, so that the lines one after the other are the text again: who listens to
 * the paper, or copies from it, hears the words apart.
 */
export function wrap(text: string, look: Look, width: number): string[] {
  // Most texts fit on one line: they are measured once, not word by word.
  if (widthOf(text, look.face, look.size) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const [start = '', ...rest] = pieces(word, look, width)
    const longer = line === '' ? start : `${line} ${start}`
    if (line !== '' && widthOf(longer, look.face, look.size) > width) {
      lines.push(`${line} `)
      line = start
    } else {
      line = longer
    }
    for (const piece of rest) {
      lines.push(line)
      line = piece
    }
  }
  return [...lines, line]
}

function pieces(word: string, { face, size }: Look, width: number): string[] {
  if (widthOf(word, face, size) <= width) return [word]
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const { segment } of graphemes.segment(word)) {
    const wide = widthOf(segment, face, size)
    if (part !== '' && used + wide > width) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += segment
    used += wide
  }
  return [...parts, part]
}
