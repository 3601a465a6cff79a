import { readFileSync } from 'node:fs';

/** The script of the pages that speak to a passkey. */
export const pageScript: string = readFileSync(
  new URL('./browser/passkey.js', import.meta.url),
  'utf8',
);
