import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { ModuleMocker } from 'jest-mock'
import { giveGlobals } from './globals.ts'

/*
 * Jest evaluates every module anew for each test file: the packages and the engine took one to four seconds of each of
 * them, half of the whole suite. Here Node itself loads the modules, once per worker. The tests are still run by Jest's
 * own runner, which is made anew for every file, as is the test file itself: only what it imports is shared.
 */

type Settings = [global: { watch: boolean; watchAll: boolean }, project: object]
type Surroundings = [environment: { moduleMocker: ModuleMocker }, loader: object, ...rest: unknown[]]
type Runner = (...given: [...Settings, ...Surroundings]) => Promise<unknown>

const require = createRequire(import.meta.url)
const { default: circus } = require('jest-circus/runner') as { default: Runner }

const globals = new URL('./globals.ts', import.meta.url).href

/** Added to the address of what is under test while Jest watches: a file that was changed is another module. */
let edition = ''
let files = 0

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globals, shortCircuit: true }
    const found = next(specifier, context)
    const ours = found.url.startsWith('file:') && !found.url.includes('/node_modules/')
    return ours && edition !== '' ? { ...found, url: found.url + edition } : found
  },
})

/** Runs a test file with Jest's runner, on Node's own modules. */
const run: Runner = (...given) => {
  const [{ watch, watchAll }, , { moduleMocker }, loader] = given
  edition = watch || watchAll ? `?edition=${++files}` : ''
  // What Jest's runner asks of Jest's loader of modules.
  Object.assign(loader, {
    requireInternalModule(path: string) {
      delete require.cache[path]
      return require(path)
    },
    setGlobalsForRuntime: (made: Record<string, object>) => giveGlobals({ ...made, jest: moduleMocker }),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path: string) => import(pathToFileURL(path).href),
  })
  return circus(...given)
}

export default run
