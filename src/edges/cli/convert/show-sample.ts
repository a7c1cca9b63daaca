import type { Host } from '../../../host/host.ts';
import type { ConversionStep } from '../../../sources/convert-files.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { ConvertOptions } from './convert-options.ts';
import { sampleOf } from './render-sample.ts';

/**
 * The first records that are converted, masked, and nothing is written but this. Whoever is left out before them is shown
 * too, up to as many; what a file says beside its records is not.
 */
export function showSample(
  host: Host,
  options: ConvertOptions,
  count: number,
  steps: AsyncIterable<readonly ConversionStep[]>,
): Promise<void> {
  return say(host, options, async () => {
    const samples = (await firstOf(steps, count)).map(sampleOf);
    if (options.format === 'jsonl') return samples.map((one) => `${JSON.stringify(one)}\n`).join('');
    return renderData({ sample: samples }, options.format === 'text' ? 'yaml' : options.format);
  });
}

async function firstOf(
  steps: AsyncIterable<readonly ConversionStep[]>,
  count: number,
): Promise<readonly ConversionStep[]> {
  const shown: ConversionStep[] = [];
  const left = { converted: count, rejected: count };
  for await (const chunk of steps) {
    for (const step of chunk.filter(({ isRecord }) => isRecord)) {
      const kind = step.identity === undefined ? 'rejected' : 'converted';
      if (left[kind] === 0) continue;
      left[kind] -= 1;
      shown.push(step);
      if (left.converted === 0) return shown;
    }
  }
  return shown;
}
