import { defineConfig } from 'vitest/config';

const builds = 'test/{build,package}/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // .ci/run counts from this file.
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
    outputFile: { json: 'coverage/tests.json' },
    projects: [
      {
        test: {
          name: 'sources',
          include: ['test/**/*.test.ts'],
          exclude: [builds],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'builds', include: [builds], testTimeout: 60_000, hookTimeout: 300_000 },
      },
    ],
  },
});
