import { Ajv, type ErrorObject, type SchemaValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isEmail, isPhoneNumber, kratosFormats } from './formats.ts';
import { extensionName, type KratosExtension, type TraitRole } from './kratos-extension.ts';
import { schemaErrorText } from './schema-error.ts';

export interface SchemaCheck {
  /** What is wrong with the document, in Kratos's words; undefined when it is valid. */
  problem: string | undefined;
  /** The traits that mean something to Kratos; complete only for a valid document. */
  roles: TraitRole[];
}

/**
 * Compiles an identity schema (draft-07 and what earlier drafts share with it) to a check of a document
 * `{"traits": …}`. Throws an Error when the schema is none.
 */
export function compileSchema(schema: object): (document: unknown) => SchemaCheck {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    passContext: true,
    unicodeRegExp: false,
    logger: false,
    formats: { ...otherFormats, ...kratosFormats },
  });
  ajv.addKeyword({ keyword, validate: noteRole, errors: true });
  const validate = ajv.compile(withKeyword(schema) as object);
  return (document) => {
    const roles: TraitRole[] = [];
    const valid = validate.call(roles, document);
    return { problem: valid ? undefined : schemaErrorText(validate.errors ?? []), roles };
  };
}

const { date, time, ipv4, ipv6, uri, regex } = fullFormats;
const otherFormats = {
  date,
  time,
  ipv4,
  ipv6,
  uri,
  regex,
  'date-time': fullFormats['date-time'],
  'uri-reference': fullFormats['uri-reference'],
  'uri-template': fullFormats['uri-template'],
  'json-pointer': fullFormats['json-pointer'],
  'relative-json-pointer': fullFormats['relative-json-pointer'],
};

// ajv allows no dots and slashes in the name of a keyword.
const keyword = 'kratosExtension';

function withKeyword(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withKeyword);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema)
    .filter(([name]) => name !== '$schema')
    .map(([name, member]) => (name === extensionName ? [keyword, member] : [name, withKeyword(member)]));
  return Object.fromEntries(members) as unknown;
}

/** Notes the role, and checks what the extension itself demands: an address that can be sent to. */
const noteRole: SchemaValidateFunction = function (this: unknown, extension, value, parent) {
  if (typeof value !== 'string') return true;
  const role: TraitRole = {
    extension: extension as KratosExtension,
    value,
    format: typeof parent?.['format'] === 'string' ? parent['format'] : '',
  };
  (this as TraitRole[]).push(role);
  const message = addressProblem(role);
  if (message === undefined) return true;
  noteRole.errors = [{ keyword: 'format', message, params: {} } satisfies Partial<ErrorObject>];
  return false;
};

function addressProblem({ extension, value, format }: TraitRole): string | undefined {
  const { verification, recovery } = extension;
  if (verification?.via && format === '') {
    if (verification.via !== 'email') {
      return 'no format specified. A format is required if verification is enabled. If this was intentional, please set "format" to "no-validate"';
    }
    if (!isEmail(value)) return `${JSON.stringify(value)} is not valid "email"`;
  }
  if (recovery?.via === 'email' && !isEmail(value)) return `${JSON.stringify(value)} is not valid "email"`;
  if (recovery?.via === 'sms' && !isPhoneNumber(value)) return `${JSON.stringify(value)} is not valid "tel"`;
  return undefined;
}
