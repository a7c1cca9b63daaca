import type { ClientRequest } from 'node:http';
import type { PeerCertificate, TLSSocket } from 'node:tls';

const certificates = new WeakMap<object, PeerCertificate>();

/**
 * Remembers the certificate of the server that a request fails at. A socket that refused it is gone when its error
 * arrives, and the error of an expired one does not say since when: so it is looked at when the handshake is done,
 * before Node judges it.
 */
export function notePeerCertificate(outgoing: ClientRequest): void {
  let certificate: PeerCertificate | undefined;
  outgoing.on('socket', (socket) => {
    socket.prependOnceListener('secure', () => {
      certificate = (socket as TLSSocket).getPeerCertificate();
    });
  });
  outgoing.on('error', (error) => {
    if (certificate !== undefined) certificates.set(error, certificate);
  });
}

/** The certificate that was refused with this error, if it was seen. */
export const peerCertificateOf = (error: object): PeerCertificate | undefined => certificates.get(error);
