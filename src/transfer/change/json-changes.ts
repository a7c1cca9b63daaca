import type { JsonPatch } from '@ory/client';
import { canonicalJson } from '../digest/canonical-json.ts';
import { memberPointer } from './member-pointer.ts';

/**
 * The steps that make of one JSON value another, both of which stand at the pointer: member by member in objects, arrays
 * as a whole. None where they are equal. A member that is undefined is none.
 */
export function jsonChanges(pointer: string, before: unknown, after: unknown): JsonPatch[] {
  if (!isObject(before) || !isObject(after)) {
    return canonicalJson(before) === canonicalJson(after) ? [] : [put('replace', pointer, after)];
  }
  const gone = Object.keys(before).filter((name) => member(after, name) === undefined);
  return [
    ...gone.map((name): JsonPatch => ({ op: 'remove', path: memberPointer(pointer, name) })),
    ...Object.keys(after).flatMap((name) => changesOfMember(pointer, name, before, after)),
  ];
}

type Members = Readonly<Record<string, unknown>>;

function changesOfMember(pointer: string, name: string, before: Members, after: Members): JsonPatch[] {
  const old = member(before, name);
  const value = member(after, name);
  const path = memberPointer(pointer, name);
  if (value === undefined) return [];
  if (old === undefined) return [put('add', path, value)];
  // Kratos takes an empty name for the object that it is in, where anything follows (measured).
  if (name !== '') return jsonChanges(path, old, value);
  return canonicalJson(old) === canonicalJson(value) ? [] : [put('replace', path, value)];
}

const put = (op: 'add' | 'replace', path: string, value: unknown): JsonPatch => ({ op, path, value });

const member = (object: Members, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const isObject = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
