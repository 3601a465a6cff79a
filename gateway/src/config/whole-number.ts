import { z } from 'zod';

/** A number of the configuration that counts something. */
export function wholeNumber(lowest: number, highest: number): z.ZodNumber {
  return z.number().int().min(lowest).max(highest);
}
