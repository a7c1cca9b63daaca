/**
 * A phone number in international form that is nobody's, and yet valid to libphonenumber, by which Kratos judges:
 * from 0, each its own. Undefined beyond the 120,000 that there are.
 */
export function fictionalPhoneNumber(index: number): string | undefined {
  const prefix = prefixes[index % prefixes.length];
  const rest = Math.floor(index / prefixes.length);
  if (prefix === undefined || rest >= perPrefix) return undefined;
  // Neighbours look unlike each other: 7919 has no factor in common with 10,000.
  return prefix + String((rest * 7919 + 1234) % perPrefix).padStart(4, '0');
}

const perPrefix = 10_000;

// Kept for fiction by Australia's ACMA and France's ARCEP. Of their ranges, 08 5550 and 06 39 98 are not valid to
// libphonenumber (measured).
const prefixes = [
  '+6125550',
  '+3319900',
  '+6135550',
  '+3326191',
  '+6175550',
  '+3335301',
  '+6127010',
  '+3346571',
  '+6137010',
  '+3353649',
  '+6177010',
  '+6187010',
];
