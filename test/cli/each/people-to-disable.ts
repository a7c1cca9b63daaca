import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KratosUnderTest } from '../../actions/kratos-under-test.ts';
import type { User } from '../user.ts';

/** A file `ids` in the home of the user with so many new identities, one a line. */
export async function writeIds(
  user: User,
  kratos: KratosUnderTest,
  count: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let one = 0; one < count; one += 1) {
    const email = `${crypto.randomUUID()}@example.com`;
    ids.push((await kratos.createIdentity({ schema_id: 'default', traits: { email } })).id);
  }
  writeFileSync(join(user.home, 'ids'), ids.map((id) => `${id}\n`).join(''));
  return ids;
}
