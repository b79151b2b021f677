import type { Family, Seen } from './family.ts'
import type { Played } from './play-family.ts'
import { grouped } from './screen.ts'

/** What a family is, before its stories are played. */
export function familyTitle(name: string, { title, what }: Family): string[] {
  return [`Tantième · ${name}: ${title}`, ...wrapped(what, 80), '']
}

/** A step as it is told: the day, what happens, and what the file asks to look at, each figure read back through the API. */
export function stepTold({ step, sight }: Played): string[] {
  const refused = step.refused === undefined ? '' : ` (refused: ${step.refused})`
  const lines = wrapped(`${step.says}${refused}`, 68)
  return [
    ...lines.map((line, index) => `${index === 0 ? step.at.slice(0, 10) : ' '.repeat(10)}  ${line}`),
    ...shownOf(step.see ?? {}, sight).flatMap(line => wrapped(line, 65).map(each => `              ${each}`)),
  ]
}

function shownOf(asked: Seen, sight: Played['sight']): string[] {
  const state = [
    ...(asked.state === undefined ? [] : [sight.state]),
    ...(asked.raised === undefined ? [] : [`raised ${grouped(sight.raised)}`]),
    ...(asked.allotted === undefined ? [] : [`allotted ${grouped(sight.allotted)}`]),
  ]
  return [
    state.join(', '),
    valuesOf('shares: ', asked.holds, sight.holds),
    valuesOf('earned: ', asked.lines, sight.lines),
    valuesOf('have now: ', asked.money, sight.money),
  ].filter(line => line !== '')
}

/** Those that are asked for, with what each was seen to have. */
function valuesOf(what: string, asked: object | undefined, seen: Record<string, string | number>): string {
  if (asked === undefined) return ''
  const each = Object.keys(asked).map(who => `${who} ${grouped(String(seen[who] ?? ''))}`)
  return `${what}${each.join(', ')}`
}

/** Words in lines of a width. */
function wrapped(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
