import { expect, test } from 'vitest';
import { longestLine, parseHashLine } from '../../src/password-hook/parse-hash-line.ts';

const phpass = '$P$984478476IagS59wHZvyQMArzfx58u.';
const parse = (text: string, line = 7) => parseHashLine(Buffer.from(text), line);

test.each([
  [`Ada@Example.com\t${phpass}`, ['ada@example.com']],
  [`Ada@Example.com\t${phpass}\tphpass\r`, ['ada@example.com']],
  [`{"identifier":"ada","hash":"${phpass}"}`, ['ada']],
  [`  {"identifier":"ada","hash":"${phpass}","kind":"phpass","more":1}`, ['ada']],
  [
    `{"identifiers":["Ada@example.com","ada@example.com"," ada"],"hash":"${phpass}"}`,
    ['ada@example.com', 'ada'],
  ],
])('%s is a hash of %j', (text, identifiers) => {
  expect(parse(text)).toEqual({ identifiers, kind: 'phpass', hash: phpass, line: 7 });
});

test('the kind that is named counts, where the text has two meanings', () => {
  const bcrypt = `$2a$10$${'x'.repeat(53)}`;
  expect(parse(`ada\t${bcrypt}`)).toMatchObject({ kind: 'kratos' });
  expect(parse(`ada\t${bcrypt}\tpeppered-bcrypt`)).toMatchObject({ kind: 'peppered-bcrypt' });
  const werkzeug = `md5$salt$${'0'.repeat(32)}`;
  expect(parse(`ada\t${werkzeug}\twerkzeug`)).toMatchObject({ kind: 'werkzeug' });
  expect(parse(`ada\t${werkzeug}`)).toBe(
    'its hash is of werkzeug or of Django: name the kind werkzeug, or convert it for Kratos',
  );
});

test.each(['', '   ', '\r', 'identifier\thash', 'Identifier\tHash\tKind'])(
  '%j in the first line is skipped',
  (text) => {
    expect(parse(text, 1)).toBeUndefined();
  },
);

test.each([
  ['ada', 'the line is neither a JSON object nor an identifier, a tab and a hash'],
  [`ada\t${phpass}\tphpass\tmore`, 'the line is neither a JSON object nor an identifier, a tab and a hash'],
  ['{"identifier":"ada"', 'the line is not JSON'],
  [`{"hash":"${phpass}"}`, 'it has no text "identifier", and no list "identifiers" of texts'],
  [
    `{"identifiers":["ada",1],"hash":"${phpass}"}`,
    'it has no text "identifier", and no list "identifiers" of texts',
  ],
  [`{"identifiers":[],"hash":"${phpass}"}`, 'its identifier is empty'],
  [`  \t${phpass}`, 'its identifier is empty'],
  [`a\0b\t${phpass}`, 'its identifier holds a NUL'],
  ['{"identifier":"ada"}', 'it has no text "hash"'],
  [`{"identifier":"ada","hash":"${phpass}","kind":7}`, 'its "kind" is no text'],
  ['ada\t', 'its hash is empty'],
  ['ada\t$P$short', 'a hash of phpass has 34 characters: $P$, its cost, 8 of salt and 22 of digest'],
  [
    'ada\t!locked',
    'its hash is of no kind that the hook has (django-unusable). Import this person without a password.',
  ],
])('%j is left out: %s', (text, problem) => {
  expect(parse(text)).toBe(problem);
});

test('a hash that Kratos can hold is told what brings it there', () => {
  expect(parse('ada\t$6$salt$hash')).toBe(
    'its hash is of no kind that the hook has (crypt-sha512). Convert it with: idp password convert --from crypt.',
  );
});

test('a heading in any other line is none', () => {
  expect(parse('identifier\thash')).toMatch(/^its hash is of no kind that the hook has \(unknown\)/);
});

test('a kind that there is not is answered with those that there are', () => {
  expect(parse(`ada\t${phpass}\tmd5`)).toMatch(/^its kind is none of phpass, wordpress, drupal/);
});

test('bytes that are no text, and more of them than a line may have, are left out', () => {
  expect(parseHashLine(Buffer.from([0x61, 0xff, 0x09]), 2)).toBe('the line is not UTF-8');
  expect(parseHashLine(Buffer.alloc(longestLine + 1, 'x'), 2)).toBe('the line has more than 65536 bytes');
});
