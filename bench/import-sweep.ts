import { median } from './median-times.ts';
import type { People } from './import-people.ts';
import { sendRaw, settingText, type Setting } from './import-raw.ts';
import type { Target } from './import-servers.ts';

/** The fixed setting at which a server takes most rows a second. All are tried by turns, and the table is printed. */
export async function bestSetting(
  target: Target,
  people: People,
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
): Promise<Setting> {
  const rates = new Map<Setting, number[]>(settings.map((setting) => [setting, []]));
  await sendRaw(target.adminUrl, people.take(rows), { batch: 200, concurrency: 2 });
  for (let round = 0; round < rounds; round += 1) {
    for (const [setting, measured] of rates) {
      measured.push((await sendRaw(target.adminUrl, people.take(rows), setting)).rate);
    }
  }
  await target.clear(people.prefix);
  const sorted = [...rates].map(([setting, measured]) => ({ setting, rate: median(measured) }));
  sorted.sort((one, other) => other.rate - one.rate);
  const table = sorted.map(({ setting, rate }) => `${settingText(setting)}: ${rate.toFixed(0)}`).join(', ');
  console.log(`  sweep, rows a second, medians of ${rounds} × ${rows} rows: ${table}`);
  return sorted[0]?.setting ?? { batch: 200, concurrency: 2 };
}

const settings: readonly Setting[] = [1, 2, 4].flatMap((concurrency) =>
  [50, 100, 200, 500, 1000].map((batch) => ({ batch, concurrency })),
);
