import type { FastifyRequest } from 'fastify';

// In Kratos's order: of two equally welcome ones the first is chosen, so a browser gets HTML.
const offers = ['text/html', 'text/*', '*/*', 'application/json'];

/** Whether Kratos answers this request with JSON rather than with a redirect for a browser. */
export function isJsonRequest(request: FastifyRequest): boolean {
  return (
    request.contentType === 'application/json' ||
    negotiate(request.headers.accept ?? '') === 'application/json'
  );
}

// A more exact range wins over a wilder one of the same quality, whatever their order.
function negotiate(accept: string): string {
  const ranges = accept.split(',').map(rangeOf);
  let best = { offer: 'text/html', quality: -1, wildness: 3 };
  for (const offer of offers) {
    for (const { type, quality } of ranges) {
      const wildness = wildnessOf(type, offer);
      if (quality === 0 || wildness === undefined || quality < best.quality) continue;
      if (quality > best.quality || wildness < best.wildness) best = { offer, quality, wildness };
    }
  }
  return best.offer;
}

function rangeOf(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

function wildnessOf(type: string, offer: string): 0 | 1 | 2 | undefined {
  if (type === '*/*') return 2;
  if (type.endsWith('/*')) return offer.startsWith(type.slice(0, -1)) ? 1 : undefined;
  return type === offer ? 0 : undefined;
}
