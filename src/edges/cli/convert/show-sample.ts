import type { Host } from '../../../host/host.ts';
import type { ConversionStep } from '../../../sources/convert-files.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { ConvertOptions } from './convert-options.ts';
import { sampleOf } from './render-sample.ts';

/** The first records as the identities that they would be, masked; and nothing is written but this. */
export function showSample(
  host: Host,
  options: ConvertOptions,
  count: number,
  steps: AsyncIterable<readonly ConversionStep[]>,
): Promise<void> {
  return say(host, options, async () => {
    const samples: Record<string, unknown>[] = [];
    for await (const chunk of steps) {
      samples.push(...chunk.slice(0, count - samples.length).map(sampleOf));
      if (samples.length === count) break;
    }
    if (options.format === 'jsonl') return samples.map((one) => `${JSON.stringify(one)}\n`).join('');
    return renderData({ sample: samples }, options.format === 'text' ? 'yaml' : options.format);
  });
}
