/**
 * In which forms a secret stands in some bytes: plain, a half of it, JSON, percent-encoded, hexadecimal, base64 of any
 * alignment. It must hold 32 random characters or more between two `|`, or behind the last `$`; their halves count, too.
 */
export function formsFound(secret: string, bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return Object.entries(formsOf(secret)).flatMap(([name, forms]) =>
    forms.some((form) => text.includes(form)) ? [name] : [],
  );
}

/** By name; as the characters of Latin-1 that their bytes are. */
function formsOf(secret: string): Readonly<Record<string, readonly string[]>> {
  const utf8 = Buffer.from(secret);
  const core = secret.split('|')[1] ?? secret.split('$').at(-1) ?? '';
  if (core.length < 32) throw new Error('It holds too little that is random');
  const percent = encodeURIComponent(secret);
  const hex = utf8.toString('hex');
  return {
    plain: [utf8.toString('latin1'), secret],
    'half of it': [core.slice(0, core.length / 2), core.slice(core.length / 2)],
    'utf-16': [Buffer.from(core, 'utf16le').toString('latin1')],
    json: [Buffer.from(JSON.stringify(secret).slice(1, -1)).toString('latin1')],
    percent: [percent, percent.toLowerCase(), percent.replaceAll('%20', '+')],
    hex: [hex, hex.toUpperCase()],
    ...Object.fromEntries([0, 1, 2].map((at) => [`base64 at ${at}`, base64At(utf8, at)])),
  };
}

/** The digits in which nothing but the secret is told, in both alphabets. */
function base64At(bytes: Buffer, at: number): string[] {
  const digits = Buffer.concat([Buffer.alloc(at), bytes, Buffer.alloc((3 - ((at + bytes.length) % 3)) % 3)]);
  const first = at === 0 ? 0 : at + 1;
  const inner = digits.toString('base64').slice(first, Math.floor(((at + bytes.length) * 8) / 6));
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}
