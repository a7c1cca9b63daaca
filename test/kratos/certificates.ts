import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its private key, as PEM. */
export type Certified = { readonly cert: string; readonly key: string };

export type Authority = {
  /** Its own certificate, as PEM. */
  readonly cert: string;
  /** One that this authority signed: for 127.0.0.1 and localhost, valid today, unless told otherwise. */
  issue(wanted?: Wanted): Certified;
};

export type Wanted = {
  readonly names?: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
};

/** A certificate authority of its own, with a fresh key. */
export function createAuthority(name = 'idp tests'): Authority {
  const { privateKey, publicKey } = newKeys();
  const isAuthority = extension('551d13', sequence(boolean(true)));
  const own = { subject: name, publicKey, issuer: name, signedWith: privateKey };
  return {
    cert: certificate({ ...own, extensions: [isAuthority] }),
    issue({ names = ['127.0.0.1', 'localhost'], ...validity } = {}) {
      const keys = newKeys();
      const alternativeNames = extension('551d11', sequence(...names.map(generalName)));
      const extensions = [alternativeNames];
      return {
        cert: certificate({
          ...own,
          ...validity,
          subject: 'somebody',
          publicKey: keys.publicKey,
          extensions,
        }),
        key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

type Certificate = Wanted & {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly signedWith: KeyObject;
  readonly extensions: readonly Buffer[];
};

/** RFC 5280, 4.1: version 3, ECDSA with SHA-256. */
function certificate(what: Certificate): string {
  const { from = new Date(Date.now() - day), until = new Date(Date.now() + day) } = what;
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(what.issuer),
    sequence(time(from), time(until)),
    commonName(what.subject),
    what.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...what.extensions)),
  );
  const signature = sign('sha256', body, what.signedWith);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const day = 24 * 60 * 60 * 1000;

/** A value of DER: tag, length, content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 255 : 0]));
const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));

const commonName = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(name)))));

/** GeneralizedTime, to the second. */
const time = (date: Date): Buffer =>
  tagged(0x18, Buffer.from(`${date.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`));

const extension = (id: string, value: Buffer): Buffer => sequence(identifier(id), tagged(0x04, value));

const generalName = (name: string): Buffer =>
  isIP(name) === 4 ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name));
