const { basename } = require('node:path')
const Sequencer = require('@jest/test-sequencer').default

/**
 * Test files that take ten seconds and more, the longest first: whichever comes last is waited for by every other
 * worker. Jest learns the order by itself, but not on a machine where it has never run.
 */
const LONGEST = [
  'families',
  'demo',
  'move',
  'journeys',
  'operator',
  'main',
  'embedded',
  'simulate',
  'rights',
  'money-input',
].concat(['kills', 'embedded-home', 'random-runs', 'planted-faults', 'crash', 'prepare'])

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.indexOf(basename(path, '.test.ts'))
      return found === -1 ? LONGEST.length : found
    }
    // A stable sort: the others stay in Jest's own order.
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other))
  }
}
