import { IdentityApiAxiosParamCreator } from '@ory/client';
import { readAnswer } from './answer.ts';
import type { KratosAnswer, Transport } from './transport.ts';

/** @ory/client's builders of requests, whose bodies stay objects: Secrets in them are revealed by the transport alone. */
export const identityRequests = (): IdentityRequests =>
  IdentityApiAxiosParamCreator({ isJsonMime: () => false });

export type IdentityRequests = ReturnType<typeof IdentityApiAxiosParamCreator>;

export type BuiltRequest = ReturnType<IdentityRequests['getIdentity']>;

/** A success: what it holds, undefined where it is empty, and its headers. */
export type Asked = { readonly body: unknown; readonly headers: KratosAnswer['headers'] };

/** Sends what was built; fails as transport.ts and answer.ts say. `signal` ends this one request. */
export type Ask = (built: BuiltRequest, signal?: AbortSignal) => Promise<Asked>;

export function askKratos(transport: Transport, origin: string): Ask {
  return async (built, signal) => {
    const { url, options } = await built;
    const request = { method: options.method ?? 'GET', path: url, body: options.data as unknown, signal };
    const answer = await transport(request);
    return { body: readAnswer(answer, request, origin), headers: answer.headers };
  };
}
