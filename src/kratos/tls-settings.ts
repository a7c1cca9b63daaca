import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { IdpError } from '../errors/idp-error.ts';
import type { KratosContext } from './contexts.ts';
import { NotRegular, readRegularFile } from '../yaml/read-regular-file.ts';

/** What TLS is told, in Node's terms. */
export type TlsSettings = {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: false;
};

/**
 * The TLS settings of a context, its files read and tried. A ca-file replaces the certificates that come with Node, as it
 * does for kubectl and curl. `place` is where relative files are, `home` what `~/` is. Fails with usage.
 */
export function readTlsSettings(
  context: KratosContext,
  where: string,
  place: string,
  home: string,
): TlsSettings {
  const read = (key: FileKey): string | undefined => {
    const file = context[key];
    return file === undefined ? undefined : readPem(placed(file, place, home), `${key} of ${where}`);
  };
  const ca = read('ca-file');
  const cert = read('client-cert-file');
  const key = read('client-key-file') ?? (cert !== undefined && hasKey(cert) ? cert : undefined);
  const files = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert, ...(key === undefined ? {} : { key }) }),
  };
  if (ca !== undefined) tryCa(ca, `ca-file of ${where}`);
  if (cert !== undefined) tryClient(cert, key, where);
  const name = context['tls-server-name'];
  return {
    ...files,
    ...(name === undefined ? {} : { servername: name.trim() }),
    ...(context.insecure === true ? { rejectUnauthorized: false } : {}),
  };
}

type FileKey = 'ca-file' | 'client-cert-file' | 'client-key-file';

const placed = (file: string, place: string, home: string): string => {
  if (file.startsWith('~/')) return join(home, file.slice(2));
  return file.startsWith('/') ? file : join(place, file);
};

function readPem(file: string, named: string): string {
  let text: string;
  try {
    text = readRegularFile(file);
  } catch (error) {
    if (error instanceof NotRegular) {
      throw refused(
        `The ${named}, ${file}, is not a regular file.`,
        'Nothing was sent. Give a file; what comes out of a pipe must be put into one.',
      );
    }
    throw refused(
      `The ${named}, ${file}, cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      'Nothing was sent. Check path and permissions.',
    );
  }
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return text;
  throw refused(
    `The ${named}, ${file}, is no PEM file.`,
    'Nothing was sent. Give the text form that begins with -----BEGIN; openssl can convert others.',
  );
}

const hasKey = (pem: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem);

function tryCa(ca: string, named: string): void {
  const give =
    'Nothing was sent. Give the certificate of the authority that signed that of the server, as PEM.';
  const certificates = ca.match(pemCertificate) ?? [];
  if (certificates.length === 0) throw refused(`The ${named} holds no certificate.`, give);
  try {
    // TLS passes over what it cannot read.
    for (const certificate of certificates) void new X509Certificate(certificate);
  } catch (error) {
    throw refused(`The ${named} holds a certificate that cannot be read.`, give, error);
  }
}

const pemCertificate =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

function tryClient(cert: string, key: string | undefined, where: string): void {
  if (key === undefined) {
    throw refused(
      `client-cert-file of ${where} goes with a client-key-file, which is not there.`,
      'Nothing was sent. The key may also stand in the file of the certificate.',
    );
  }
  if (cert.match(pemCertificate) === null) {
    throw refused(`The client-cert-file of ${where} holds no certificate.`, 'Nothing was sent.');
  }
  if (!hasKey(key))
    throw refused(`The client-key-file of ${where} holds no private key.`, 'Nothing was sent.');
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key)) {
    throw refused(
      `The client key of ${where} is encrypted, and idp asks for no passphrase.`,
      'Nothing was sent. Give a key without passphrase that only you can read: openssl pkey -in KEY -out FILE.',
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') {
      throw refused(
        `The client key of ${where} does not belong to its client certificate.`,
        'Nothing was sent. Give the key that the certificate was made for.',
        error,
      );
    }
    throw refused(
      `The client certificate or key of ${where} cannot be read.`,
      'Nothing was sent. Give both as PEM.',
      error,
    );
  }
}

const refused = (message: string, hint: string, cause?: unknown): IdpError =>
  new IdpError('usage', message, { hint, ...(cause === undefined ? {} : { cause }) });
