import type { ForeignKind } from './foreign-kind.ts';

/** Bytes in hexadecimal or base64, with nothing that says of what. */
export const foreignDigestKinds: readonly ForeignKind[] = [
  {
    name: 'bare-md5',
    is: /^(?:[\da-f]{32}|[\dA-F]{32})$/,
    what: '16 bytes in hexadecimal, as of an MD5',
    convert: 'md5',
    advice: 'An NT hash looks the same, and cannot be converted.',
  },
  { name: 'bare-sha1', is: hex(40), what: '20 bytes in hexadecimal, as of a SHA-1', convert: 'sha1' },
  { name: 'bare-sha224', is: hex(56), what: '28 bytes in hexadecimal, as of a SHA-224' },
  { name: 'bare-sha256', is: hex(64), what: '32 bytes in hexadecimal, as of a SHA-256', convert: 'sha256' },
  { name: 'bare-sha384', is: hex(96), what: '48 bytes in hexadecimal, as of a SHA-384' },
  { name: 'bare-sha512', is: hex(128), what: '64 bytes in hexadecimal, as of a SHA-512', convert: 'sha512' },
  {
    name: 'passport-local-mongoose',
    is: hex(1024),
    what: '512 bytes in hexadecimal, as passport-local-mongoose has them beside a salt',
    convert: 'passport-local-mongoose',
  },
  { name: 'bare-md5', is: /^[\w+/-]{22}==$/, what: '16 bytes in base64, as of an MD5', convert: 'md5' },
  { name: 'bare-sha1', is: /^[\w+/-]{27}=$/, what: '20 bytes in base64, as of a SHA-1', convert: 'sha1' },
  {
    name: 'bare-sha256',
    is: /^[\w+/-]{43}=$/,
    what: '32 bytes in base64, as of a SHA-256',
    convert: 'sha256',
  },
  {
    name: 'bare-sha512',
    is: /^[\w+/-]{86}==$/,
    what: '64 bytes in base64, as of a SHA-512',
    convert: 'sha512',
  },
];

function hex(digits: number): RegExp {
  return new RegExp(`^(?:[\\da-f]{${digits}}|[\\dA-F]{${digits}})$`);
}
