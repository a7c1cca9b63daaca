/**
 * Takes secrets that were sent out of what a server says: it may repeat its requests in errors, redirects and pages, and
 * those are shown, and recorded. A secret is known again in plain, in JSON and HTML, percent-encoded, in base64 of any
 * alignment and in hexadecimal, whatever the case.
 */
export type EchoMask = {
  /** Credentials are remembered for good, other secrets until 50 more were sent. */
  add(secret: string, lasting: boolean): void;
  readonly mask: (text: string) => string;
};

export function createEchoMask(): EchoMask {
  const lasting = new Set<string>();
  const passing = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(secret, forGood) {
      // What is shorter stands in any text by chance, and masking it would hide little and tell where it is.
      if (secret.length < shortest || lasting.has(secret) || passing.has(secret)) return;
      (forGood ? lasting : passing).add(secret);
      for (const oldest of passing) if (passing.size > mostPassing) passing.delete(oldest);
      pattern = undefined;
    },
    mask(text) {
      if (lasting.size + passing.size === 0) return text;
      pattern ??= patternOf([...lasting, ...passing]);
      return text.replaceAll(pattern, '[secret]');
    },
  };
}

const shortest = 4;
const mostPassing = 50;

function patternOf(secrets: readonly string[]): RegExp {
  const forms = new Set(secrets.flatMap(formsOf));
  // The longest first, or a part of it would be taken and the rest left.
  const longestFirst = [...forms].toSorted((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map(escaped).join('|'), 'gi');
}

const escaped = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  return [
    secret,
    json,
    json.replaceAll('/', String.raw`\/`),
    // As Go writes JSON.
    json.replaceAll(/[<>&]/g, (sign) => String.raw`\u00${hex(sign)}`),
    ...['&#34;', '&quot;'].flatMap((quote) =>
      ['&#39;', '&#x27;', '&apos;'].map((apostrophe) => html(secret, quote, apostrophe)),
    ),
    percent,
    percent.replaceAll(/[!'()*]/g, (sign) => `%${hex(sign)}`),
    percent.replaceAll('%20', '+'),
    percent.replaceAll('%20', '+').replaceAll(/[!'()*]/g, (sign) => `%${hex(sign)}`),
    bytes.toString('hex'),
    ...base64Forms(bytes),
  ].filter((form) => form.length >= shortest);
}

const hex = (sign: string): string => sign.charCodeAt(0).toString(16);

function html(text: string, quote: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe);
}

/** What is the same in base64 whatever stands before and behind: digits that hold nothing but bytes of the secret. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = digits.slice(first, last);
    // Few digits stand in any text by chance.
    if (inner.length < 6) return [];
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
