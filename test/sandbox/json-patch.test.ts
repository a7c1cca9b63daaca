import { describe, expect, test } from 'vitest';
import { applyJsonPatch } from '../../src/sandbox/apply-json-patch.ts';
import { type JsonPatchOperation, readJsonPatch } from '../../src/sandbox/read-json-patch.ts';

function patch(document: unknown, ...operations: JsonPatchOperation[]): unknown {
  return applyJsonPatch(
    document,
    readJsonPatch(JSON.stringify(operations), () => false),
  );
}

describe('adding', () => {
  test('makes the objects and arrays on the way', () => {
    expect(patch({}, { op: 'add', path: '/a/b/0/c', value: 1 })).toEqual({ a: { b: [{ c: 1 }] } });
    expect(patch({ a: null }, { op: 'add', path: '/a/b', value: 1 })).toEqual({ a: { b: 1 } });
    expect(patch({}, { op: 'add', path: '/a/2', value: 1 })).toEqual({ a: [null, null, 1] });
  });

  test('inserts before an element, and behind the last by a dash', () => {
    const document = { a: [1, 2] };
    expect(patch(document, { op: 'add', path: '/a/1', value: 9 })).toEqual({ a: [1, 9, 2] });
    expect(patch(document, { op: 'add', path: '/a/-', value: 9 })).toEqual({ a: [1, 2, 9] });
    expect(patch(document, { op: 'add', path: '/a/2', value: 9 })).toEqual({ a: [1, 2, 9] });
    expect(() => patch(document, { op: 'add', path: '/a/3', value: 9 })).toThrow('invalid index');
  });

  test('finds no place below a null that the patch itself put there', () => {
    const below: JsonPatchOperation = { op: 'add', path: '/a/b', value: 1 };
    expect(patch({ a: null }, below)).toEqual({ a: { b: 1 } });
    expect(() => patch({}, { op: 'add', path: '/a', value: null }, below)).toThrow('invalid state detected');
    const padded: JsonPatchOperation = { op: 'add', path: '/a/1', value: 1 };
    expect(() => patch({}, padded, { op: 'add', path: '/a/0/b', value: 1 })).toThrow(
      'invalid state detected',
    );
    expect(patch({}, padded)).toEqual({ a: [null, 1] });
    expect(
      patch({}, { op: 'add', path: '/a', value: { b: null } }, { op: 'add', path: '/a/b/c', value: 1 }),
    ).toEqual({
      a: { b: { c: 1 } },
    });
  });

  test('inserts what it makes before a null of an array, counting from the end when negative', () => {
    expect(patch({ a: [1, null] }, { op: 'add', path: '/a/1/b', value: 2 })).toEqual({
      a: [1, { b: 2 }, null],
    });
    expect(patch({}, { op: 'add', path: '/a/-1/b', value: 2 })).toEqual({ a: [{ b: 2 }] });
  });

  test('makes an array also for the last index, but for none further from the end', () => {
    expect(() => patch({}, { op: 'add', path: '/a/-2', value: 1 })).toThrow('other than -1: -2');
  });

  test('unescapes names, but does not make what is missing under an escaped one', () => {
    expect(patch({ 'a/b': {} }, { op: 'add', path: '/a~1b/c~0d', value: 1 })).toEqual({
      'a/b': { 'c~d': 1 },
    });
    expect(() => patch({}, { op: 'add', path: '/a~1b/c', value: 1 })).toThrow('doc is missing path');
  });

  test('never reaches into a text or the prototype of an object', () => {
    expect(() => patch({ a: 'text' }, { op: 'add', path: '/a/b', value: 1 })).toThrow(
      'invalid state detected',
    );
    const patched = patch({}, { op: 'add', path: '/__proto__/polluted', value: 1 });
    expect(Object.keys(patched as object)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });

  test('behind a dash, a name that is no index, or no name at all finds no path', () => {
    const document = { a: [1] };
    for (const path of ['/a/-/b', '/a/x/b', '/a2//b', '/a/0//b']) {
      expect(() => patch(document, { op: 'add', path, value: 1 })).toThrow(/missing path|invalid state/);
    }
    expect(() => patch(document, { op: 'add', path: '/a/x', value: 1 })).toThrow(
      "error in add for path: '/a/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
    );
  });

  test('below a document that is named once more is lost', () => {
    expect(patch({ a: 1 }, { op: 'add', path: '//a', value: 2 })).toEqual({ a: 1 });
  });
});

describe('replacing', () => {
  test('a missing member adds it', () => {
    expect(patch({}, { op: 'replace', path: '/a/b', value: 1 })).toEqual({ a: { b: 1 } });
  });

  test('a missing element is refused, an index counts from the end when negative', () => {
    expect(() => patch({ a: [1] }, { op: 'replace', path: '/a/1', value: 2 })).toThrow(
      'doc is missing key: /a/1',
    );
    expect(() => patch({ a: [1] }, { op: 'replace', path: '/a/-', value: 2 })).toThrow(
      'doc is missing key: /a/-',
    );
    expect(patch({ a: [1, 2] }, { op: 'replace', path: '/a/-1', value: 3 })).toEqual({ a: [1, 3] });
  });

  test('the whole document is possible', () => {
    expect(patch({ a: 1 }, { op: 'replace', path: '', value: { b: 2 } })).toEqual({ b: 2 });
  });
});

describe('removing', () => {
  test('takes members and elements away, and refuses those that are not there', () => {
    expect(patch({ a: 1, b: [1, 2] }, { op: 'remove', path: '/a' }, { op: 'remove', path: '/b/0' })).toEqual({
      b: [2],
    });
    expect(() => patch({}, { op: 'remove', path: '/a' })).toThrow(
      "error in remove for path: '/a': unable to remove nonexistent key: a: missing value",
    );
    expect(() => patch({}, { op: 'remove', path: '/a/b' })).toThrow('doc is missing path: "/a/b"');
    expect(() => patch({ a: [] }, { op: 'remove', path: '/a/-' })).toThrow(
      'error in remove for path: \'/a/-\': strconv.Atoi: parsing "-": invalid syntax',
    );
  });
});

test('what stands before the first slash of a path is not looked at, but a slash there must be', () => {
  expect(patch({ a: 1, b: 2 }, { op: 'remove', path: 'b/a' })).toEqual({ b: 2 });
  expect(() => patch({ a: 1 }, { op: 'remove', path: 'a' })).toThrow('doc is missing path: "a"');
});

test.each([
  [null, 'type *jsonpatch.partialDoc: invalid value, expected object'],
  [true, 'cannot unmarshal bool into Go value of type map[string]*jsonpatch.lazyNode'],
  ['x', 'cannot unmarshal string into Go value of type map[string]*jsonpatch.lazyNode'],
])('a whole document cannot become %j', (value, message) => {
  expect(() => patch({}, { op: 'replace', path: '', value })).toThrow(message);
  expect(() => patch({}, { op: 'add', path: '', value })).toThrow(message);
});

test('the given document stays as it is', () => {
  const document = { a: { b: 1 } };
  patch(document, { op: 'replace', path: '/a/b', value: 2 });
  expect(document).toEqual({ a: { b: 1 } });
});

test.each([
  ['', 'invalid state detected'],
  ['[{"op":', 'invalid state detected'],
  ['{}', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
  ['true', 'json: cannot unmarshal bool into Go value of type jsonpatch.Patch'],
  ['[[]]', 'json: cannot unmarshal array into Go value of type jsonpatch.Operation'],
  ['[{"op":"test","path":"/a"}]', 'unsupported operation: test'],
  ['[{"op":"copy","path":"/a"}]', 'operation, missing from field: missing value'],
  ['[1]', 'json: cannot unmarshal number into Go value of type jsonpatch.Operation'],
  ['[{"op":"test","path":"/a","value":1}]', 'unsupported operation: test'],
  ['[{"op":"move","from":"/a","path":"/b"}]', 'unsupported operation: move'],
  ['[{"op":"nope","path":"/a"}]', 'invalid operation {"op":"nope","path":"/a"}: unsupported operation'],
  ['[null]', 'invalid operation null: unsupported operation'],
  [
    '[{"path":"/a","op":"move","from":5}]',
    'invalid operation {"from":5,"op":"move","path":"/a"}: failed to decode \'from\'',
  ],
  ['[{"op":"add","path":"/a"}]', 'operation, missing value field: missing value'],
  ['[{"op":"remove"}]', 'operation missing path field: missing value'],
  ['[{"op":"remove","path":5}]', 'cannot unmarshal number into Go value of type string'],
])('the patch %s is refused as a whole', (text, message) => {
  expect(() => readJsonPatch(text, () => false)).toThrow(message);
});

test('null is an empty patch', () => {
  expect(readJsonPatch('null', () => false)).toEqual([]);
});

test('a denied path is refused in any case', () => {
  const text = JSON.stringify([{ op: 'remove', path: '/ID' }]);
  expect(() => readJsonPatch(text, (path) => path === '/id')).toThrow('patch includes denied path: /ID');
});
