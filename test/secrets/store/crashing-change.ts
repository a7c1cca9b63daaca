import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { protectStore } from '../../../src/secrets/store/protect-store.ts';
import { sealedStore } from '../../../src/secrets/store/sealed-store.ts';
import { add, now } from './a-store.ts';

// Adds a secret to the store of a folder, or gives it another key, and kills its own process at the point of that number: before each call that
// changes a file, and in the middle of each that writes one. Prints how many points there were.
const [, , folder = '', keyFile = '', change = '', point = ''] = process.argv;

// Now, because loading a module opens and closes a file too.
await import('age-encryption');

let reached = 0;
function passPoint(): void {
  reached += 1;
  if (reached === Number(point)) process.kill(process.pid, 'SIGKILL');
}

const files = fs as unknown as Record<string, (...given: unknown[]) => unknown>;
for (const call of ['mkdirSync', 'openSync', 'closeSync', 'fsyncSync', 'renameSync', 'rmSync', 'chmodSync']) {
  const original = files[call];
  files[call] = (...given) => {
    passPoint();
    return original?.(...given);
  };
}
const write = fs.writeSync;
files['writeSync'] = (descriptor, bytes) => {
  const [file, whole] = [descriptor as number, bytes as Uint8Array];
  passPoint();
  const half = write(file, whole.subarray(0, Math.ceil(whole.length / 2)));
  passPoint();
  return half;
};
syncBuiltinESMExports();

const notAsked = () => Promise.reject(new Error('not asked'));
const keychain = { get: notAsked, set: notAsked, remove: notAsked };
const store = sealedStore(folder, { keychain, passphrase: notAsked }, now);
if (change === 'add') await add(store, 'grace', { choice: { protect: 'key-file', file: keyFile } });
else
  await protectStore(store, { protect: 'key-file', file: `${keyFile}.new` }, keychain, () =>
    Promise.resolve(),
  );
process.stdout.write(String(reached));
