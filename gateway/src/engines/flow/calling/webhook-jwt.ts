import { createHmac } from 'node:crypto';

const validS = 60;

/** A token for one call (JWT, HS256): n8n keeps the headers of calls, so nothing lasting may stand in them. */
export function webhookJwt(secret: string, { jobId, nowMs }: { jobId: string; nowMs: number }) {
  const issuedAt = Math.floor(nowMs / 1000);
  const head = encoded({ alg: 'HS256', typ: 'JWT' });
  const claims = encoded({ iss: 'tutti', jti: jobId, iat: issuedAt, exp: issuedAt + validS });
  const signature = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  return `${head}.${claims}.${signature}`;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
