const shared = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/tests/setup/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/setup/global-teardown.mjs',
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: ['.ts'],
  // nearly everything that is looked for is a .ts: asked for first, it is found at once
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^@guantong/(\\w+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};

export default {
  coverageProvider: 'v8',
  // For two cores: a third worker has something to do while the others wait for a database, a broker or a process.
  maxWorkers: 3,
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tests/setup/two-long-files-at-once.mjs',
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
