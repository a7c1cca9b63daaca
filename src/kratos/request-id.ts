/**
 * The X-Request-Id of one request, which Kratos repeats in its errors (`error.request`) and which proxies log:
 * milliseconds and 52 random bits in base 36. Not randomUUID, which loads node:crypto: 4 ms of every quick command.
 */
export function newRequestId(): string {
  const random = Math.random().toString(36).slice(2).padEnd(11, '0');
  return `idp-${Date.now().toString(36)}-${random}`;
}
