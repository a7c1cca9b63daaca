import { expect, it } from 'vitest';
import { withAimedHint, type Aim } from '../../../src/edges/cli/aimed-hint.ts';

const hint = 'Finish with: idp run reset-password 1, or idp run get-identity 1; idp run --help lists more.';
const hintFor = (aim: Aim) => withAimedHint({ code: 'kratos-rejected', message: 'No.', hint }, aim).hint;

it.each([
  [{ sandbox: true }, '--sandbox'],
  [{ context: 'prod' }, '--context prod'],
  [{ adminUrl: 'http://10.0.0.1:4434' }, '--admin-url http://10.0.0.1:4434'],
  [
    { adminUrl: 'http://[::1]:4434', publicUrl: "http://x/o'clock" },
    String.raw`--admin-url 'http://[::1]:4434' --public-url 'http://x/o'\''clock'`,
  ],
  [{ adminUrl: 'http://x/$&$HOME' }, "--admin-url 'http://x/$&$HOME'"],
] as const)('a hint for %j stays with that Kratos', (aim, flags) => {
  expect(hintFor(aim)).toBe(
    `Finish with: idp ${flags} run reset-password 1, or idp ${flags} run get-identity 1; idp run --help lists more.`,
  );
});

it('a hint stays as it is where no flag chose the Kratos, or where there is none', () => {
  expect(hintFor({})).toBe(hint);
  const bare = { code: 'kratos-rejected', message: 'No.' } as const;
  expect(withAimedHint(bare, { sandbox: true })).toBe(bare);
});
