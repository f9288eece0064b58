const shared = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/tests/setup/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/setup/global-teardown.mjs',
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^@guantong/(\\w+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};

export default {
  coverageProvider: 'v8',
  // Two cores are what a small machine has, and every worker drives a PostgreSQL and a broker besides.
  maxWorkers: 2,
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tests/setup/long-files-first.mjs',
  projects: [
    // beside the sources; with a real PostgreSQL and NATS where there is something to be learnt from them
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,ops,bench,demo,scripts,simulators}/**/*.spec.ts'],
    },
    // the whole system from outside
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/tests/**/*.spec.ts'] },
  ],
};
