/*
 * What a test gets from `@jest/globals`. Modules are loaded once per worker while test files follow one another in it, so
 * each name stands for what the runner gave the file that runs now.
 */

type Globals = Record<string, object>

let current: Globals = {}

/** From now on the names below are these. */
export function giveGlobals(globals: Globals): void {
  current = globals
}

function standIn(name: string): object {
  const real = () => current[name] as () => unknown
  return new Proxy(() => undefined, {
    get: (_, key) => Reflect.get(real(), key),
    apply: (_, self, args) => Reflect.apply(real(), self, args),
  })
}

export const expect = standIn('expect')
export const describe = standIn('describe')
export const test = standIn('test')
export const beforeAll = standIn('beforeAll')
export const beforeEach = standIn('beforeEach')
export const afterAll = standIn('afterAll')
export const afterEach = standIn('afterEach')
export const jest = standIn('jest')
