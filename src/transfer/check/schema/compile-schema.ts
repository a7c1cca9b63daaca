import { Ajv, type ErrorObject, type SchemaValidateFunction } from 'ajv';
import { formatRules } from '../formats/format-rules.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { extensionKeyword, rewriteSchema } from './rewrite-schema.ts';
import { type TraitRole, traitRole } from './trait-role.ts';

export interface TraitsCheck {
  /** What is wrong with the traits; undefined when nothing is. */
  readonly errors: readonly ErrorObject[] | undefined;
  /** The traits that mean something to Kratos; until the next check. */
  readonly roles: readonly PlayedRole[];
}

/** A trait as it stands in a row, with what it is to Kratos. */
export interface PlayedRole {
  readonly role: TraitRole;
  /** As Kratos would print it. */
  readonly text: string;
  /** `/traits/email` */
  readonly pointer: string;
}

/**
 * Compiles an identity schema to a check of traits that agrees with Kratos v26.2.0; what it cannot decide, it lets pass. Throws
 * an Error for a schema that it cannot read.
 */
export function compileSchema(schema: unknown): (traits: unknown) => TraitsCheck {
  const played: PlayedRole[] = [];
  const ajv = new Ajv(options);
  ajv.removeKeyword('format');
  ajv.addKeyword({ keyword: 'format', schemaType: 'string', compile: formatCheck });
  ajv.addKeyword({
    keyword: extensionKeyword,
    compile: (extension: unknown, beside: Readonly<Record<string, unknown>>) =>
      roleCheck(traitRole(beside['format'], extension), [beside['type'] ?? []].flat(), played),
  });
  const validate = ajv.compile(rewriteSchema(schema));
  return (traits) => {
    played.length = 0;
    const errors = validate({ traits }) ? undefined : (validate.errors ?? []);
    return { errors, roles: played };
  };
}

/** Fractions of decimals, as Kratos divides them: 0.3 is a multiple of 0.1. */
const multipleOfPrecision = 9;

/** An expression that is not known here matches everything. */
const regExp = Object.assign(
  (pattern: string) => ({ test: compilePattern(pattern) ?? (() => true), toString: () => pattern }),
  // Only where ajv writes its checks into files.
  { code: '' },
);

const options = {
  strict: false,
  allErrors: true,
  verbose: true,
  meta: false,
  validateSchema: false,
  logger: false,
  multipleOfPrecision,
  code: { regExp },
} as const;

/** To Kratos whatever is no text has no format, and formats that it does not know allow everything. */
function formatCheck(format: string): (value: unknown) => boolean {
  const rule = formatRules.get(format);
  return rule === undefined ? () => true : (value) => typeof value === 'string' && rule(value);
}

/** Kratos looks at roles also in choices that do not hold, but of nothing that is of another type than the schema says. */
function roleCheck(
  role: TraitRole | undefined,
  types: readonly unknown[],
  played: PlayedRole[],
): SchemaValidateFunction {
  if (role === undefined) return () => true;
  const check: SchemaValidateFunction = (value: unknown, place?: { instancePath: string }) => {
    if (!isOfType(value, types)) return true;
    if (typeof value === 'string' || typeof value === 'number')
      played.push({ role, text: String(value), pointer: place?.instancePath ?? '' });
    const demanded = role.demand(value);
    if (demanded === undefined) return true;
    check.errors = [{ keyword: 'format', schema: demanded, params: { format: demanded } }];
    return false;
  };
  return check;
}

function isOfType(value: unknown, types: readonly unknown[]): boolean {
  if (types.length === 0) return true;
  if (value === null || Array.isArray(value)) return types.includes(value === null ? 'null' : 'array');
  return types.includes(typeof value) || (Number.isInteger(value) && types.includes('integer'));
}
