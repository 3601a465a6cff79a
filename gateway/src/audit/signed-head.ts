import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import type { ChainPoint } from '../platform/audit-log.ts';

/** A point of the chain that the key vouches for: what was there up to it cannot be changed unseen. */
export const SignedHead = z.strictObject({
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  key: z.string().startsWith('ed25519:'),
  signature: z.base64url(),
});
export type SignedHead = z.infer<typeof SignedHead>;

export interface HeadSigner {
  /** Under which heads are checked. */
  readonly publicKey: string;
  sign(point: ChainPoint, at: string): SignedHead;
}

/** Makes a signing key, as it is kept in a file: PKCS #8, DER. */
export function makeSigningKey(): Uint8Array {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
}

export function createHeadSigner(signingKey: Uint8Array): HeadSigner {
  const key = privateKeyOf(signingKey);
  const publicKey = publicKeyOf(signingKey);
  return {
    publicKey,
    sign({ seq, hash }, at) {
      const signature = sign(null, signedText({ seq, hash, at }), key).toString('base64url');
      return { seq, hash, at, key: publicKey, signature };
    },
  };
}

/** The part of a signing key that may be shown to anybody. */
export function publicKeyOf(signingKey: Uint8Array): string {
  const { x } = createPublicKey(privateKeyOf(signingKey)).export({ format: 'jwk' });
  return `ed25519:${x ?? ''}`;
}

export type HeadVerdict =
  | { readonly kind: 'good'; readonly head: SignedHead }
  | { readonly kind: 'bad'; readonly why: string };

/** Whether the line is a head that the key signed. */
export function checkHead(line: string, publicKey: string): HeadVerdict {
  const head = headIn(line);
  if (!head) return { kind: 'bad', why: 'it is not a signed head' };
  if (head.key !== publicKey)
    return { kind: 'bad', why: `it was signed by another key, ${head.key}` };
  const signature = Buffer.from(head.signature, 'base64url');
  if (verify(null, signedText(head), keyObjectOf(publicKey), signature))
    return { kind: 'good', head };
  return { kind: 'bad', why: `its signature does not fit (it speaks of entry ${head.seq})` };
}

function headIn(line: string): SignedHead | undefined {
  try {
    return SignedHead.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function signedText({ seq, hash, at }: Pick<SignedHead, 'seq' | 'hash' | 'at'>): Buffer {
  return Buffer.from(`tutti audit head v1\n${seq}\n${hash}\n${at}\n`);
}

function privateKeyOf(signingKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(signingKey), type: 'pkcs8', format: 'der' });
}

function keyObjectOf(publicKey: string): KeyObject {
  const x = publicKey.slice('ed25519:'.length);
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
