import http from 'node:http';

export interface Answer {
  /** 0 when the server closed the connection. */
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed body, the text where it is no JSON, undefined where there is none. */
  body: unknown;
}

/**
 * Sends one recorded request exactly: any path, any content type or none (''), redirects not followed.
 * fetch can do none of the three.
 */
export function send(
  baseUrl: string,
  request: { method: string; path: string; headers?: Record<string, string>; text?: string },
): Promise<Answer> {
  const { method, path, text } = request;
  const headers: Record<string, string | number> = {
    'user-agent': 'contract-test',
    'content-type': 'application/json',
    ...request.headers,
  };
  if (headers['content-type'] === '' || (text === undefined && method === 'GET')) {
    delete headers['content-type'];
  }
  if (text !== undefined) headers['content-length'] = Buffer.byteLength(text);
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve) => {
    const closed = (): void => resolve({ status: 0, headers: {}, text: '', body: undefined });
    const options = { host: hostname, port, method, path, headers, agent: false, maxHeaderSize: 1 << 17 };
    const sent = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', closed);
      response.on('end', () => {
        const received = Buffer.concat(chunks).toString();
        const { statusCode = 0, headers: receivedHeaders } = response;
        resolve({ status: statusCode, headers: receivedHeaders, text: received, body: parsed(received) });
      });
    });
    sent.on('error', closed);
    sent.end(text);
  });
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
