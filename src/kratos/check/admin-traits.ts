import { isMap } from './probe.ts';

/** What an identity schema says to the traits that create-admin-account sends. */
export type AdminTraits = {
  /** Whether username and email alone make an identity. */
  readonly accepted: boolean;
  /** Why not, for a sentence; '' where accepted. */
  readonly why: string;
  /** Of name and phone_number, those that it refuses. */
  readonly refused: readonly string[];
  /** Of username and email, those that one logs in with by password. */
  readonly identifiers: readonly string[];
};

/**
 * Gives what tries a schema itself, as draft-07 (what Kratos reads), with the traits that actions/create-admin-account.ts
 * sends. What depends on the values, such as patterns and lengths, is left out: another user name may well pass.
 * Undefined where the schema is none.
 */
export async function createTraitsReader(): Promise<(schema: unknown) => AdminTraits | undefined> {
  const { Ajv } = await import('ajv');
  // The rules for schemas are compiled once: with each schema anew they take ten times as long as the schema.
  const rulesForSchemas = new Ajv(options);
  return (schema) => {
    if (!isMap(schema)) return undefined;
    // Its name and dialect would be looked up, and the name of one is that of another's.
    const { $schema: _dialect, $id: _name, ...rules } = schema;
    try {
      if (rulesForSchemas.validateSchema(rules) !== true) return undefined;
      const validate = new Ajv({ ...options, meta: false, validateSchema: false }).compile(rules);
      return traitsOf(rules, (traits) => {
        validate({ traits });
        return [...new Set((validate.errors ?? []).flatMap((error) => sentenceOf(error) ?? []))];
      });
    } catch {
      return undefined;
    }
  };
}

const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;

function traitsOf(rules: Record<string, unknown>, faults: (traits: object) => string[]): AdminTraits {
  const needed = { username: 'ada', email: 'ada@example.com' };
  const why = faults(needed);
  const refused = Object.entries({ name: 'Ada', phone_number: '+442079460123' })
    .filter(([trait, value]) => faults({ ...needed, [trait]: value }).some((fault) => !why.includes(fault)))
    .map(([trait]) => trait);
  return {
    accepted: why.length === 0,
    why: why.join('; '),
    refused,
    identifiers: Object.keys(needed).filter((trait) => isIdentifier(rules, trait)),
  };
}

type Fault = { keyword: string; instancePath: string; params: Record<string, unknown> };

/** Only what no value could mend. */
function sentenceOf({ keyword, instancePath, params }: Fault): string | undefined {
  const at = instancePath.replace(/^\/traits\/?/, '').replaceAll('/', '.');
  if (keyword === 'required')
    return `it wants ${at === '' ? '' : `${at}.`}${String(params['missingProperty'])}`;
  if (keyword === 'additionalProperties') return `it has no ${String(params['additionalProperty'])}`;
  if (keyword === 'type') return `its ${at} is ${String(params['type'])}, not a text`;
  return keyword === 'false schema' ? `it forbids ${at}` : undefined;
}

function isIdentifier(schema: Record<string, unknown>, trait: string): boolean {
  const way = [
    'properties',
    'traits',
    'properties',
    trait,
    'ory.sh/kratos',
    'credentials',
    'password',
    'identifier',
  ];
  const found = way.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), schema);
  return found === true;
}
