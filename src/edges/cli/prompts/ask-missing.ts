import type { CatalogEntry } from '../../../engine/catalog.ts';
import type { Connection, EngineWorld } from '../../../engine/engine-world.ts';
import { missingParameters } from '../../../engine/missing-parameters.ts';
import { isBlank, type ParameterInput } from '../../../engine/parameters.ts';
import type { Prompts } from '../../../host/prompts/prompts.ts';
import { createAdmin } from '../../../kratos/admin.ts';
import { originOf } from '../../../kratos/kratos-urls.ts';
import { typedSecret, withTypedPassword } from '../../../secrets/ephemeral-secrets.ts';
import { askIdentity } from './ask-identity.ts';
import { askSecret } from './ask-secret.ts';
import { askValue } from './ask-value.ts';
import type { Answer } from './asking.ts';

/** A request made whole by its answers. */
export type Completed = {
  readonly entry: CatalogEntry;
  /** The answers stand in it as if they had been typed on the line. */
  readonly input: ParameterInput;
  /** A typed password is among its secrets. */
  readonly world: EngineWorld;
  readonly answers: readonly Answer[];
};

/**
 * Asks for what is missing, in the order of actions.yaml, with its descriptions. Undefined where nothing is. That no
 * Kratos is chosen, or that what was given is wrong, is said before anything is asked. Fails as missingParameters, as
 * connecting and as the prompts do.
 */
export async function askMissing(
  prompts: Prompts,
  entry: CatalogEntry,
  input: ParameterInput,
  world: EngineWorld,
): Promise<Completed | undefined> {
  const action = await world.loadAction(entry.name);
  const missing = await missingParameters(entry, action, input);
  if (missing.length === 0) return undefined;
  const connection = await world.connect();
  const { signal } = world;
  let { secrets } = world;
  const answers: Answer[] = [];
  for (const name of missing) {
    const about = { entry, name, signal };
    if (name === 'email' && entry.target === 'identity') {
      answers.push(await askIdentity(prompts, adminOf(connection), signal));
    } else if (entry.params[name]?.format === 'secret-reference') {
      const answer = await askSecret(prompts, about, world.secrets);
      if (answer.typed !== undefined) secrets = withTypedPassword(secrets, answer.typed);
      const reference = answer.typed === undefined ? answer.reference : typedSecret;
      if (reference !== undefined) answers.push([name, reference]);
    } else {
      answers.push([name, await askValue(prompts, about, action)]);
    }
  }
  return {
    entry,
    input: withAnswers(input, missing, answers),
    world: { ...world, secrets },
    answers,
  };
}

/** What was given blank counts as missing, and its answer stands in its place. */
function withAnswers(
  input: ParameterInput,
  missing: readonly string[],
  answers: readonly Answer[],
): ParameterInput {
  const asked = new Set(missing.flatMap((name) => (name === 'email' ? ['email', 'identity-id'] : [name])));
  const given = input.pairs.filter(([name, value]) => !(asked.has(name) && isBlank(value)));
  return { ...input, bare: input.bare.filter((word) => !isBlank(word)), pairs: [...given, ...answers] };
}

const adminOf = ({ transport, adminUrl }: Connection) => createAdmin(transport, originOf(adminUrl));
