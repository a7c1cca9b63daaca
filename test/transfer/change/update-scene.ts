import type { Identity } from '@ory/client';
import type { Completion } from '../../../src/transfer/import/import-row.ts';
import { updateIdentity } from '../../../src/transfer/change/update-identity.ts';
import { lastingPartsOf, oldPassword, uniqueEmail, uniqueName } from '../../actions/people.ts';
import { readyRow, type Said } from '../import/ready-row.ts';
import { useKratos } from '../import/use-kratos.ts';

/** A Kratos, people with all that an update could lose, and the update. */
export function useUpdateScene() {
  const scene = useKratos();
  return {
    get kratos() {
      return scene.kratos;
    },
    get admin() {
      return scene.admin;
    },
    createRich(): Promise<Identity> {
      const email = uniqueEmail('Ada');
      return scene.kratos.createIdentity({
        schema_id: 'default',
        traits: { email, username: uniqueName('ada'), name: { first: 'Ada', last: 'L' } },
        external_id: uniqueName('u'),
        metadata_public: { plan: 'free' },
        metadata_admin: { legacy: { id: 7, 'a/b': '~' } },
        verifiable_addresses: [{ value: email, via: 'email', verified: true, status: 'completed' }],
        credentials: {
          password: { config: { password: oldPassword } },
          oidc: { config: { providers: [{ provider: 'google', subject: uniqueName('S') }] } },
        },
      });
    },
    /** All that lasts of an identity, its credentials as well. */
    async whole(id: string): Promise<Record<string, unknown>> {
      const identity = await scene.kratos.getIdentity(id, ...allKinds);
      const credentials = Object.entries(identity.credentials ?? {});
      const shown = credentials.map(([kind, { identifiers, config }]) => [kind, { identifiers, config }]);
      return { ...lastingPartsOf(identity), credentials: Object.fromEntries(shown) as unknown };
    },
    update: (id: string, said: Said, settings = { credentials: false }, completion?: Completion) =>
      updateIdentity(scene.admin, id, readyRow(said, completion), settings),
  };
}

export const withCredentials = { credentials: true };

export const traitsOf = (identity: Identity) => identity.traits as Record<string, unknown>;

const allKinds = ['password', 'oidc', 'totp', 'lookup_secret', 'passkey'] as const;
