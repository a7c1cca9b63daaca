import type { Writable } from 'node:stream';

/** Resolves once what was written to the stream has been taken from this process; false where nobody reads any more. */
export function taken(stream: Writable): Promise<boolean> {
  if (stream.destroyed || stream.errored !== null) return Promise.resolve(false);
  if (!stream.writableNeedDrain) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (isTaken: boolean) => () => {
      stream.off('drain', onDrain).off('error', onEnd).off('close', onEnd);
      resolve(isTaken);
    };
    const onDrain = end(true);
    const onEnd = end(false);
    stream.on('drain', onDrain).on('error', onEnd).on('close', onEnd);
  });
}
