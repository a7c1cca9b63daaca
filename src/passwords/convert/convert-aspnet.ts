import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import { readBase64, readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/**
 * The PasswordHash of ASP.NET Identity, base64 of a blob. Version 2 (and Crypto.HashPassword before it): 0, salt of
 * 16 bytes, key of 32, HMAC-SHA1, 1,000 iterations. Version 3: 1, pseudorandom function, iterations and length of the
 * salt as 32 bits each, most significant byte first, salt, key. From PasswordHasher.cs of dotnet/aspnetcore.
 */
export function convertAspnet(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('PasswordHash is empty');
    const blob = readBase64(hash, 'PasswordHash');
    if (blob[0] === 0) return convertVersion2(blob);
    if (blob[0] === 1) return convertVersion3(blob);
    return refuse(
      'PasswordHash does not begin with the byte 0 or 1, as versions 2 and 3 of ASP.NET Identity do',
    );
  });
}

function convertVersion2(blob: Buffer): Conversion {
  if (blob.length !== 49)
    refuse(`PasswordHash of version 2 has 49 bytes, this one ${blob.length}: it is cut off`);
  return convertPbkdf2({
    digest: 'sha1',
    iterations: 1000,
    salt: blob.subarray(1, 17),
    key: blob.subarray(17),
  });
}

function convertVersion3(blob: Buffer): Conversion {
  if (blob.length < headerLength) refuse('PasswordHash of version 3 ends within its header: it is cut off');
  const digest = digests[blob.readUInt32BE(1)];
  if (digest === undefined)
    return refuse('PasswordHash names a function that is none of HMAC-SHA1, -SHA256 and -SHA512');
  const iterations = blob.readUInt32BE(5);
  if (iterations === 0) refuse('PasswordHash has 0 iterations: it is damaged');
  const saltEnd = headerLength + blob.readUInt32BE(9);
  if (saltEnd > blob.length) refuse('PasswordHash ends within its salt: it is cut off');
  const salt = blob.subarray(headerLength, saltEnd);
  return convertPbkdf2({ digest, iterations, salt, key: blob.subarray(saltEnd) });
}

const headerLength = 13;
const digests = ['sha1', 'sha256', 'sha512'];
