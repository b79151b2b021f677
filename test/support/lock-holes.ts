import { readFileSync } from 'node:fs'

type Locked = { packages: Record<string, { optionalDependencies?: Record<string, string> }> }

/**
 * Packages that the lock file names as optional and does not hold. `npm install` drops what the registry lacks without
 * a word, and `npm ci` then fails on every machine: `npm run lock` finds such holes before they are committed.
 */
export function holesIn(lock: Locked): string[] {
  const names = new Set(Object.keys(lock.packages).map(path => path.replace(/^.*node_modules\//, '')))
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(name => !names.has(name))
      .map(name => `${path} misses ${name}`),
  )
}

if (process.argv[1] === import.meta.filename) {
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  const holes = holesIn(JSON.parse(lock) as Locked)
  for (const hole of holes) console.error(hole)
  process.exitCode = holes.length === 0 ? 0 : 1
}
