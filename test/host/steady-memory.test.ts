import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('sets only switches that this V8 knows, which complains of others', () => {
  const module = new URL('../../src/host/steady-memory.ts', import.meta.url).href;
  const program = `import { keepMemorySteady } from ${JSON.stringify(module)}; keepMemorySteady(); console.log('set')`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual(['set\n', '']);
});
