const replacement = '[private key removed]';

/* Where the end is missing, because the output was cut or the file is broken, all up to the end goes. */
const pemBlock =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|$)/g;
const puttyBlock = /^Private-Lines: \d+\r?\n([A-Za-z0-9+/=]+(?:\r?\n|$))+/gm;
/* "-----BEGIN " in base64, wherever in three bytes it begins, and what belongs to it. */
const encodedPem =
  /(?:LS0tLS1CRUdJTi|0tLS0tQkVHSU4g|tLS0tLUJFR0lOI)[A-Za-z0-9+/=]*(?:\r?\n[A-Za-z0-9+/=]{4,})*/g;
const longRun = /[A-Za-z0-9+/]{40,}/;

/**
 * Takes private keys out of what a command said: whole ones, ones in base64, and each line of the keys that
 * the gateway itself logs in with.
 */
export function redactSecrets(text: string, ownKeyLines: () => ReadonlySet<string>): string {
  if (!text.includes('PRIVATE KEY') && !text.includes('Private-Lines') && !longRun.test(text)) {
    return text;
  }
  const cleaned = text
    .replaceAll(pemBlock, replacement)
    .replaceAll(puttyBlock, `${replacement}\n`)
    .replaceAll(encodedPem, (block) => (holdsPrivateKey(block) ? replacement : block));
  return longRun.test(cleaned) ? withoutLines(cleaned, ownKeyLines()) : cleaned;
}

/* What stood before the dash in its three bytes is not known, and does not matter. */
function holdsPrivateKey(block: string): boolean {
  return [block, `AC${block}`, `AAA${block}`].some((candidate) =>
    Buffer.from(candidate.slice(0, 200), 'base64').toString('latin1').includes('PRIVATE KEY'),
  );
}

function withoutLines(text: string, lines: ReadonlySet<string>): string {
  let rest = text;
  for (const line of lines) rest = rest.replaceAll(line, replacement);
  return rest;
}
