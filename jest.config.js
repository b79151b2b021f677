import { availableParallelism } from 'node:os'

const shared = {
  testEnvironment: '<rootDir>/test/support/jest/environment.ts',
  testRunner: '<rootDir>/test/support/jest/runner.ts',
  transform: {},
}

/** Pure tests need no database and start at once; the others share one server with a copy of a template each. */
const pure = [
  'tidy.test.ts',
  'cases.test.ts',
  'worker.test.ts',
  'documents/',
  'domain/money/',
  'domain/time/',
].map(path => `<rootDir>/test/${path}`)

export default {
  // Timing never decides a test: this only ends one that hangs.
  testTimeout: 180_000,
  // Jest leaves one core idle by itself; each worker has a database of its own on the shared server.
  maxWorkers: Math.min(4, availableParallelism()),
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/(?!tidy|cases|worker|documents/|domain/money/|domain/time/)',
      ],
    },
    {
      ...shared,
      displayName: 'database',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...pure],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
}
