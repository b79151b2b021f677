import { ModuleMocker } from 'jest-mock'

/**
 * The surroundings of a test file: the worker's own globals, because the modules that files share were loaded there. What
 * a file changes of them is put back at its end.
 */
export default class Environment {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  fakeTimers = null
  fakeTimersModern = null
  #before = { env: { ...process.env }, console: globalThis.console, exit: process.exit }

  async setup() {
    // The listeners of the runner of the file before.
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'))
    // For the programs that tests start. A worker itself would take long to write all it compiled when it ends.
    if (process.env.TEST_COMPILE_CACHE) process.env.NODE_COMPILE_CACHE = process.env.TEST_COMPILE_CACHE
  }

  async teardown() {
    const { env, console, exit } = this.#before
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
    Object.assign(process.env, env)
    Object.assign(globalThis, { console })
    process.exit = exit
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  getVmContext() {
    return null
  }
}
