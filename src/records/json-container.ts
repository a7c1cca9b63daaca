import { type JsonReading, placeOf, type Step, whereIs } from './json-reading.ts';
import type { JsonPlace } from './json-record.ts';

/** What to do with an object, array or text, by how its reading ends. */
export interface Container {
  /** What is longer is passed over, in bytes. */
  readonly longest: number;
  /** Called before the position moves behind it. */
  readonly onWhole: (from: number, to: number, place: JsonPlace) => void;
  /** Called when all of it was passed over. */
  readonly onTooBig: (bytes: number, place: JsonPlace) => void;
  /** Whether the `[` there, the value of a member, is what is sought; then `onArray` goes on, with `isCut` where the beginning is gone. */
  readonly isSought: (at: number) => boolean;
  readonly onArray: (at: number, place: JsonPlace, isCut: boolean) => void;
  /** The position is still where it begins, unless `isCut`. */
  readonly onFault: (message: string, place: JsonPlace) => void;
  /** The file ends within it. */
  readonly onEnd: (place: JsonPlace, isCut: boolean) => void;
}

/** Reads the object, array or text at the position, with the reading's scanner; then the step is gone. */
export function containerStep(reading: JsonReading, container: Container, seeksArrays: boolean): Step {
  const { window, scanner } = reading;
  const place = placeOf(reading);
  /** Bytes of it that were passed over, and bytes behind the position that were looked at. */
  let passed = 0;
  let scanned = 0;
  scanner.begin(seeksArrays);

  return () => {
    const at = scanner.scan(window.bytes, window.position + scanned, window.end);
    scanned = at - window.position;
    const state = scanner.state();
    if (state === 'array' && !container.isSought(at)) return true;
    if (state === 'more' && !window.isEnded) {
      if (passed + scanned > container.longest) {
        passed += scanned;
        scanned = 0;
        window.advance(window.end);
      }
      return false;
    }
    reading.steps.pop();
    const bytes = passed + scanned;
    const isCut = bytes > container.longest;
    if (state === 'end') {
      if (!isCut) container.onWhole(window.position, at, place);
      else container.onTooBig(bytes, place);
      window.advance(at);
    } else if (state === 'array') container.onArray(at, place, isCut);
    else if (state === 'fault') {
      const message = `${whereIs(reading, at)}: ${scanner.fault()}`;
      if (isCut) window.advance(at);
      container.onFault(message, place);
    } else container.onEnd(place, isCut);
    return true;
  };
}
