import { defineConfig } from 'vitest/config';

/** `npm run test:host`: what this machine has to have installed is used as it is, so it is no part of `npm test`. */
export default defineConfig({
  test: {
    name: 'host',
    include: ['test/host-real/*.real.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
