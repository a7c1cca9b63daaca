import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { SecretContent, SecretReader, SecretStore } from '../secrets/secret-store.ts';
import { findAction, type CatalogEntry } from './catalog.ts';
import type { Action } from './define-action.ts';
import type { Connection } from './engine-world.ts';
import { readParameters, refusePassword, type Parameters } from './parameters.ts';
import { requireAskable, type Consent } from './policy.ts';
import type { Run } from './run.ts';

export type PreparedRun = {
  readonly entry: CatalogEntry;
  readonly action: Action;
  readonly parameters: Parameters;
  readonly secrets: SecretReader;
  readonly connection: Connection;
};

/** Everything that can be refused without asking Kratos or writing anything down. */
export async function prepareRun(run: Run): Promise<PreparedRun> {
  const { request, world } = run;
  refusePassword(request.input);
  const entry = findAction(world.catalog, request.action);
  run.action = entry.name;
  const action = await world.loadAction(entry.name);
  if (action.target !== entry.target) {
    throw new IdpError(
      'catalog-invalid',
      `actions.yaml says that the target of ${entry.name} is ${entry.target}, its handler says ${action.target}.`,
    );
  }
  const parameters = await readParameters(entry, action, request.input);
  requireConfirmIsId(request.consent);
  requireAskable(entry, request.consent, request.dryRun, world.ask);
  const secrets = readingOnce(world.secrets, entry.name);
  await action.check?.(parameters.values as never, { secrets });
  return { entry, action, parameters, secrets, connection: await world.connect() };
}

function requireConfirmIsId(consent: Consent): void {
  if (consent.confirm === undefined || canonicalIdentityId(consent.confirm) !== undefined) return;
  throw new IdpError(
    'usage',
    '--confirm takes the id of the identity that is meant: 8-4-4-4-12 hexadecimal digits.',
    {
      hint: 'Look the identity up with idp run get-identity, make sure it is the one, and give its id.',
    },
  );
}

/** A run sees one content of a secret from its check to its end, and asks its store once. */
function readingOnce(store: SecretStore, action: string): SecretReader {
  const read = new Map<string, Promise<SecretContent>>();
  return (reference) => {
    const content = read.get(reference) ?? store.read(reference, action);
    read.set(reference, content);
    return content;
  };
}
