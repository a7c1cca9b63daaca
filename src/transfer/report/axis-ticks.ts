/** Round values of an axis from zero on; the last one is not below `largest`. `wanted` is how many there may be beside zero. */
export function valueTicks(largest: number, wanted: number): readonly number[] {
  if (largest <= 0) return [0, 1];
  const least = largest / wanted;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((one) => one * power >= least) ?? 10);
  return upTo(step, Math.ceil(largest / step));
}

/** The same in seconds: whole minutes and hours rather than hundreds; the last one is not above `largest`. */
export function timeTicks(largest: number, wanted: number): readonly number[] {
  const step = timeSteps.find((one) => largest / one <= wanted) ?? day * Math.ceil(largest / wanted / day);
  return upTo(step, Math.floor(largest / step));
}

const day = 86_400;
const timeSteps = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400,
];

const upTo = (step: number, count: number): number[] =>
  Array.from({ length: Math.max(1, count) + 1 }, (_, at) => Number((at * step).toPrecision(6)));
