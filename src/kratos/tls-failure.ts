import { peerCertificateOf } from './peer-certificate.ts';

/** A failure as the operator reads it. */
export type TlsFailure = { readonly sentence: string; readonly hint?: string };

/** Why there is no trusted connection to the server at `at`, and what to do next. */
export function explainTls(code: string, error: Error, at: string): TlsFailure {
  // The number is there whatever the code: in the middle of a handshake Node gives EPROTO for all of them.
  const alert = alerts[Number(/SSL alert number (\d+)/.exec(error.message)?.[1])];
  if (alert !== undefined) return { sentence: `${at} ${alert[0]}.`, hint: alert[1] };
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return outOfTime(code, error, at);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(error, at);
  if (unknownIssuer.has(code)) {
    return {
      sentence: `The certificate of ${at} is signed by an authority that is not trusted here (${code}).`,
      hint: 'Give the certificate of that authority as ca-file of the context, or for all of Node in NODE_EXTRA_CA_CERTS. It may also be that the server leaves out an intermediate certificate.',
    };
  }
  if (/wrong version number|packet length too long|http request/.test(error.message)) {
    return {
      sentence: `${at} does not speak TLS.`,
      hint: 'The port speaks no TLS: use http:// in the admin URL, or the right port.',
    };
  }
  return { sentence: `No trusted TLS connection to ${at}: ${error.message.trim().replace(/\.$/, '')}.` };
}

const unknownIssuer: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

const giveClient = 'Give client-cert-file and client-key-file in the context.';

const another =
  'Give one that is signed by the authority that the server trusts, as client-cert-file of the context.';
const renewed = 'Get a new one for client-cert-file of the context.';
const refusedClient = ['does not accept the client certificate', another] as const;

/** What a server says of its client: the alerts of RFC 8446, 6.2. */
const alerts: Readonly<Record<number, readonly [string, string]>> = {
  40: [
    'refused the TLS handshake',
    `It may want a client certificate, or another version of TLS. ${giveClient}`,
  ],
  42: refusedClient,
  43: refusedClient,
  44: ['says that the client certificate is revoked', renewed],
  45: ['says that the client certificate has expired', renewed],
  46: refusedClient,
  48: refusedClient,
  49: refusedClient,
  51: refusedClient,
  70: ['speaks no version of TLS that is safe today', 'It must offer TLS 1.2 or 1.3.'],
  112: [
    'has no certificate for this host name',
    'Check the host of the URL, or give the right name as tls-server-name of the context.',
  ],
  116: ['demands a client certificate', giveClient],
};

function outOfTime(code: string, error: Error, at: string): TlsFailure {
  const certificate = peerCertificateOf(error);
  const expired = code === 'CERT_HAS_EXPIRED';
  const date = dateOf(expired ? certificate?.valid_to : certificate?.valid_from);
  const inTime = date !== undefined && (expired ? date.getTime() > Date.now() : date.getTime() < Date.now());
  // It need not be the server's own that is out of time: one above it may be.
  const said = date === undefined || inTime ? '' : ` (${expired ? 'until' : 'from'} ${date.toISOString()})`;
  const whose = inTime ? `A certificate above that of ${at}` : `The certificate of ${at}`;
  return expired
    ? {
        sentence: `${whose} has expired${said}.`,
        hint: 'It must be renewed on the server; if it is right there, look at the clock of this machine.',
      }
    : {
        sentence: `${whose} is not valid yet${said}.`,
        hint: 'Look at the clock of this machine, and at that of the server.',
      };
}

function dateOf(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

function wrongName(error: Error, at: string): TlsFailure {
  const { cert, host } = error as { cert?: { subjectaltname?: string }; host?: string };
  const names = (cert?.subjectaltname ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .filter((name) => name !== '');
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return {
    sentence: `The certificate of ${at} is for ${shown || 'no host name'}, not for ${host ?? 'this host'}.`,
    hint: 'Check the host of the URL. If it is the right server, give one of these names as tls-server-name of the context.',
  };
}
