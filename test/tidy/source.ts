import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

/** A file of src/: its path in there, its text without comments, and what it imports (files by their path in src/). */
export type Source = { path: string; text: string; imports: string[] }

/** All files of the house by their path: what a rule may look up. */
export type House = ReadonlyMap<string, Source>

/**
 * A rule of the house: what breaks it in a file, in few words. `planted` are files that break it, as path and text:
 * a rule that lets them pass holds nothing.
 */
export type Rule = {
  name: string
  breaks: (source: Source, house: House) => string[]
  planted: [path: string, text: string][]
}

/** The files of src/ as they are. */
export function readHouse(): House {
  const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts'))
  return houseOf(paths.map(path => sourceOf(path, readFileSync(join(SRC, path), 'utf8'))))
}

export function houseOf(sources: Iterable<Source>): House {
  return new Map([...sources].map(source => [source.path, source]))
}

export function sourceOf(path: string, text: string): Source {
  const code = withoutComments(text)
  const imports = [...code.matchAll(/(?:from|import|import\() ?'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? relative(SRC, join(SRC, dirname(path), target)) : target,
  )
  return { path, text: code, imports }
}

/** Prose may name what code must not do. Strings are kept, and what looks like a comment in them. */
function withoutComments(text: string): string {
  return text.replaceAll(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*/g,
    (_all, kept = '') => kept,
  )
}

/** The room a path lies in; undefined for the edges and for what stands beside the rooms. */
export const roomOf = (path: string): string | undefined => /^domain\/(\w+)\//.exec(path)?.[1]

/** The places where a file's text has this, each once. */
export function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(new RegExp(pattern, 'gi'))].map(([hit]) => hit.trim()))]
}
