import { extensionName, type KratosExtension } from '../schemas/kratos-extension.ts';

/** What of a JSON Schema says how to make a value. Whether the value then fits is for the schema itself to say. */
export interface Subschema {
  readonly type: string | undefined;
  readonly properties: ReadonlyMap<string, Subschema>;
  readonly required: ReadonlySet<string>;
  readonly items: Subschema | undefined;
  readonly minItems: number;
  readonly maxItems: number;
  /** All that it may be, from `const` or `enum`. */
  readonly choices: readonly unknown[] | undefined;
  readonly title: string;
  readonly format: string;
  readonly pattern: string | undefined;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly multipleOf: number | undefined;
  readonly extension: KratosExtension;
  /** Whether it, or something in it, is an identifier or an address, which no two people share. */
  readonly identifies: boolean;
}

/** Reads a schema with what it refers to inside itself; of `anyOf` and `oneOf` the first. */
export function readSubschema(schema: object): Subschema {
  return read(schema, schema, 0);
}

type Node = Record<string, unknown>;

// A schema may contain itself.
const deepest = 8;

function read(schema: unknown, root: object, depth: number): Subschema {
  const node = depth > deepest ? {} : merged(schema, root, 0);
  const properties = new Map(
    Object.entries(nodeOf(node['properties'])).map(([name, property]) => [
      name,
      read(property, root, depth + 1),
    ]),
  );
  const items: unknown = Array.isArray(node['items']) ? node['items'][0] : node['items'];
  const extension = nodeOf(node[extensionName]) as KratosExtension;
  const choices = 'const' in node ? [node['const']] : node['enum'];
  return {
    type: typeOf(node, properties.size > 0),
    properties,
    required: new Set(Array.isArray(node['required']) ? node['required'].map(String) : []),
    items: items === undefined ? undefined : read(items, root, depth + 1),
    minItems: numberOf(node['minItems']) ?? 0,
    maxItems: numberOf(node['maxItems']) ?? Infinity,
    choices: Array.isArray(choices) ? (choices as unknown[]) : undefined,
    title: textOf(node['title']) ?? '',
    format: textOf(node['format']) ?? '',
    pattern: textOf(node['pattern']),
    minLength: numberOf(node['minLength']) ?? 0,
    maxLength: numberOf(node['maxLength']) ?? Infinity,
    minimum: numberOf(node['minimum']) ?? numberOf(node['exclusiveMinimum']),
    maximum: numberOf(node['maximum']) ?? numberOf(node['exclusiveMaximum']),
    multipleOf: numberOf(node['multipleOf']),
    extension,
    identifies: isIdentifying(extension) || [...properties.values()].some((property) => property.identifies),
  };
}

function merged(schema: unknown, root: object, steps: number): Node {
  const node = nodeOf(schema);
  if (steps > deepest) return {};
  const { $ref, allOf, anyOf, oneOf } = node;
  const parts: unknown[] = [
    ...(typeof $ref === 'string' ? [target(root, $ref)] : []),
    ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
    ...[anyOf, oneOf].flatMap((branches) => (Array.isArray(branches) ? [branches[0] as unknown] : [])),
  ];
  return parts.map((part) => merged(part, root, steps + 1)).reduce(together, node);
}

function together(one: Node, other: Node): Node {
  return {
    ...other,
    ...one,
    properties: { ...nodeOf(other['properties']), ...nodeOf(one['properties']) },
    required: [one['required'], other['required']].flatMap((names) =>
      Array.isArray(names) ? (names as unknown[]) : [],
    ),
  };
}

/** What `#/definitions/name` stands for. */
function target(root: object, reference: string): unknown {
  if (!reference.startsWith('#')) return {};
  const path = reference.split('/').slice(1);
  return path.reduce<unknown>(
    (node, part) => nodeOf(node)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
}

function typeOf({ type, items }: Node, hasProperties: boolean): string | undefined {
  const named: unknown = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (typeof named === 'string') return named;
  if (hasProperties) return 'object';
  return items === undefined ? undefined : 'array';
}

function isIdentifying({ credentials, verification, recovery }: KratosExtension): boolean {
  const { password, webauthn, code } = credentials ?? {};
  const identifier = [password, webauthn, code].some((credential) => credential?.identifier === true);
  return identifier || Boolean(verification?.via) || Boolean(recovery?.via);
}

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
