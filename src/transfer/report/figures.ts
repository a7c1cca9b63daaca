/** `1,234,567`, `312.4`; below 100 with one decimal, where there is one. */
export function figure(value: number): string {
  return (Math.abs(value) < 100 ? oneDecimal : whole).format(value);
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Seconds on a clock: `0.5 s`, `40 s`, `3:05`, `2:07:00`. */
export function clock(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const [total, minutes] = [Math.round(seconds), Math.floor(Math.round(seconds) / 60)];
  const end = String(total % 60).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${end}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${end}`;
}
