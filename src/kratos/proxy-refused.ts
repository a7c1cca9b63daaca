/** A proxy that gives no way to Kratos; `status` is its answer to CONNECT. */
export class ProxyRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The proxy answered CONNECT with ${status}`);
    this.status = status;
  }
}
