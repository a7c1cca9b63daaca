/** A body that Go's encoding/json would refuse; the message is Go's, or close to it. */
export class GoJsonError extends Error {
  override name = 'GoJsonError';
}

/**
 * The first JSON value of a text. Go's decoder reads no further, so what follows it is ignored, even
 * when it is no JSON. Throws GoJsonError.
 */
export function firstJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parsed(text.slice(0, endOfFirstValue(text)));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const first = text.trimStart().slice(0, 1);
    throw new GoJsonError(`invalid character '${first}' looking for beginning of value`);
  }
}

function endOfFirstValue(text: string): number {
  const start = text.search(/[^\s]/);
  if (start === -1) throw new GoJsonError('EOF');
  const opening = text.charAt(start);
  if (opening === '"') return endOfString(text, start);
  if (opening !== '{' && opening !== '[') {
    const length = text.slice(start).search(/[\s,\]}"[{]/);
    return length === -1 ? text.length : start + Math.max(length, 1);
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  throw new GoJsonError('unexpected EOF');
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') return at + 1;
  }
  throw new GoJsonError('unexpected EOF');
}
