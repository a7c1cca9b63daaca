import type { OutgoingHttpHeaders } from 'node:http';

/** An answer that is not that of Kratos. `isForwarded` says whether Kratos has done what was asked all the same. */
export type AnswerFault = { readonly isForwarded?: boolean } & (
  | {
      /** 502 to 504 as a gateway gives them, others in Kratos's own shape. */
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      /** Of the error in Kratos's shape. */
      readonly reason?: string;
    }
  /** A page. */
  | { readonly kind: 'html'; readonly status: number }
  /** 200 and whatever text, called JSON. */
  | { readonly kind: 'wrongJson'; readonly text: string }
);

export interface FaultyAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

export function faultyAnswer(fault: AnswerFault): FaultyAnswer {
  switch (fault.kind) {
    case 'status':
      return {
        status: fault.status,
        headers: {
          'content-type': isGateway(fault.status) ? 'text/plain' : 'application/json',
          ...(fault.retryAfter !== undefined && { 'retry-after': fault.retryAfter }),
        },
        body: isGateway(fault.status)
          ? 'upstream connect error or disconnect/reset before headers'
          : kratosError(fault.status, fault.reason),
      };
    case 'html':
      return {
        status: fault.status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Something went wrong</h1></body></html>',
      };
    case 'wrongJson':
      return {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: fault.text,
      };
  }
}

const isGateway = (status: number): boolean => status >= 502 && status <= 504;

const names: Readonly<Record<number, string>> = { 429: 'Too Many Requests', 500: 'Internal Server Error' };

function kratosError(status: number, reason: string | undefined): string {
  return JSON.stringify({
    error: { code: status, status: names[status] ?? 'Error', reason, message: 'a fault that was asked for' },
  });
}
