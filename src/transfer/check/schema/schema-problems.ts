import type { ErrorObject } from 'ajv';
import type { RowProblem } from '../../import/import-row.ts';
import { memberPointer } from '../../change/member-pointer.ts';
import { maskedValue } from '../masked-value.ts';
import { ruleOf, sentenceOf } from './schema-sentence.ts';

/** What is wrong with traits by their schema, each once; at most twenty of it. */
export function schemaProblems(errors: readonly ErrorObject[], schemaId: string): RowProblem[] {
  const problems = new Map<string, RowProblem>();
  for (const error of outermost(errors)) {
    const pointer = pointerOf(error);
    const rule = ruleOf(error, innerOf(error, errors));
    // What a format refuses, the role of a trait often refuses, too.
    const key = `${pointer} ${rule}`;
    if (problems.has(key)) continue;
    if (problems.size === mostOfARow) break;
    problems.set(key, {
      code: 'schema',
      pointer,
      message: sentenceOf(error, schemaId, rule),
      ...(error.keyword === 'required' ? {} : { value: maskedValue(valueOf(error)) }),
      rule,
      rejects: true,
    });
  }
  return [...problems.values()];
}

const mostOfARow = 20;

/** ajv also tells of every choice that does not hold, behind the choice as a whole. */
function outermost(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => choosing.has(keyword));
  return errors.filter(
    (error) =>
      error.keyword !== 'if' && !choices.some((choice) => choice !== error && isWithin(error, choice)),
  );
}

function innerOf(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  if (!choosing.has(choice.keyword)) return [];
  return outermost(errors.filter((error) => error !== choice && isWithin(error, choice)));
}

const choosing: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'contains', 'propertyNames']);

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  if (!isBelow(error.instancePath, choice.instancePath)) return false;
  // Behind a reference the way back to the choice is not told.
  return isBelow(error.schemaPath, choice.schemaPath) || !error.schemaPath.startsWith('#/properties/');
}

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

function pointerOf({ keyword, instancePath, params, propertyName }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as Record<string, unknown>;
  const member =
    keyword === 'propertyNames' ? (params as Record<string, unknown>)['propertyName'] : propertyName;
  const name = missingProperty ?? additionalProperty ?? member;
  return typeof name === 'string' ? memberPointer(instancePath, name) : instancePath;
}

function valueOf({ keyword, params, data }: ErrorObject): unknown {
  const { additionalProperty } = params as Record<string, unknown>;
  if (keyword !== 'additionalProperties') return data;
  return (data as Record<string, unknown>)[String(additionalProperty)];
}
