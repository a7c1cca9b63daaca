/** How long a batch takes beside what it should: evenly spread around 1, the same for the same seed. */
export function jitter(seed: number, spread: number): () => number {
  const random = randomNumbers(seed);
  return () => 1 + spread * (random() + random() - 1);
}

/** The speed that others leave of a shared machine: between a half and all of it, another one every second and a half. */
export function drift(seed: number): (at: number) => number {
  const random = randomNumbers(seed + 1000);
  const speeds = Array.from({ length: 1000 }, () => 0.5 + random() / 2);
  return (at) => speeds[Math.floor(at / 1500) % speeds.length] ?? 1;
}

/** From 0 to 1: a linear congruential generator. */
function randomNumbers(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2 ** 32;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
