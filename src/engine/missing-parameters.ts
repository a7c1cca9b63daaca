import * as z from 'zod/mini';
import { IdpError, toIdpError } from '../errors/idp-error.ts';
import { seeParameters, type CatalogEntry } from './catalog.ts';
import { coerceValue } from './coerce-value.ts';
import type { Action } from './define-action.ts';
import {
  givenParameters,
  isBlank,
  readSelector,
  refuseBlank,
  sentenceOf,
  type ParameterInput,
} from './parameters.ts';

/**
 * What a person is to be asked for, in the order of actions.yaml: what is required, `email` for whom it is about, and
 * every secret, which decides what the action does also where it may be left out. What was given is looked at first, so
 * that nobody answers questions for a run that is refused anyway. Fails as readParameters, but for what is missing.
 */
export async function missingParameters(
  entry: CatalogEntry,
  action: Action,
  input: ParameterInput,
): Promise<string[]> {
  const given = await givenParameters(entry, input);
  const isAboutNobody = entry.target === 'identity' && readSelector(given) === undefined;
  const missing = Object.entries(entry.params)
    .filter(([name, { format }]) => {
      if (name === 'email' && isAboutNobody) return true;
      if (entry.required.includes(name)) return isBlank(given[name]);
      return format === 'secret-reference' && given[name] === undefined;
    })
    .map(([name]) => name);
  for (const name of missing) delete given[name];
  refuseBlank(entry, given);
  const issues = action.params.safeParse(given).error?.issues ?? [];
  const faults = issues.filter(({ path: [name] }) => !missing.includes(String(name)));
  if (faults.length === 0) return missing;
  throw new IdpError('invalid-parameter', sentenceOf(faults), { hint: seeParameters(entry.name) });
}

/** What is wrong with one value as typed, by the action's own schema; undefined where nothing is. */
export async function faultOf(
  entry: CatalogEntry,
  action: Action,
  name: string,
  typed: string,
): Promise<string | undefined> {
  const declared = entry.params[name];
  const schema = action.params.shape[name];
  if (declared === undefined || schema === undefined) return `${entry.name} has no parameter ${name}.`;
  if (isBlank(typed)) return `${name} is needed: give it a value.`;
  try {
    const value = await coerceValue({ action: entry.name, name }, declared, typed);
    const { error } = z.safeParse(schema, value);
    if (error === undefined) return undefined;
    return sentenceOf(error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
  } catch (thrown) {
    return toIdpError(thrown).message;
  }
}
