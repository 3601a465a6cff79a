import { z } from 'zod';
import { CallerName, Scope } from '#contract';

const HttpsUrl = z
  .string()
  .regex(/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'must look like "https://id.example.org"');

const ExternalCaller = z.strictObject({
  value: z.string().min(1).max(500).describe('What the claim says.'),
  caller: CallerName.describe('The caller that whoever brings it is.'),
  space: CallerName.default('personal'),
  scopes: z.array(Scope).min(1).max(500).default(['*']).describe('Intent patterns; default all.'),
});

const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

const External = z.strictObject({
  issuer: z
    .string()
    .regex(/^https?:\/\/[^\s?#@]+$/, 'must be the address of the issuer')
    .describe('The "iss" of its tokens, to the letter.'),
  audience: z.string().min(1).max(500).optional().describe('Default: public_url with "/mcp".'),
  jwks_url: HttpsUrl.or(z.string().regex(/^http:\/\/\S+$/))
    .optional()
    .describe('Where its keys are. Default: what its own metadata says.'),
  algorithms: z
    .array(z.enum(algorithms))
    .min(1)
    .default(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])
    .describe('How its tokens may be signed. Never by a shared secret.'),
  claim: z
    .string()
    .min(1)
    .max(100)
    .default('sub')
    .describe('The claim that says who asks: "sub", "client_id", "azp".'),
  callers: z
    .array(ExternalCaller)
    .min(1)
    .max(1000)
    .describe('Who may come in. Nobody else does, however well their token is signed.'),
});

/** What `auth:` may say: how clients sign in. */
export const AuthSection = z.strictObject({
  sign_in: z
    .boolean()
    .default(true)
    .describe('Whether clients may sign in here by OAuth. You are asked about each.'),
  register: z
    .boolean()
    .default(true)
    .describe('Whether a client that publishes no document may register itself.'),
  access_token_minutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(60)
    .describe('Minutes until a client has to renew its token.'),
  refresh_token_days: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Days without a renewal after which a client has to sign in again.'),
  private_hosts: z
    .array(z.string().min(1).max(253))
    .max(50)
    .default([])
    .describe(
      'Private addresses that documents of clients may come from, such as "10.0.0.5:8443".',
    ),
  external: External.optional().describe(
    'Another issuer that signs people in, in place of this gateway.',
  ),
});

export interface AuthConfig {
  readonly signIn: boolean;
  readonly register: boolean;
  readonly accessTokenS: number;
  readonly refreshTokenS: number;
  readonly privateHosts: readonly string[];
  readonly external?: ExternalIssuer;
}

export interface ExternalIssuer {
  readonly issuer: string;
  readonly audience?: string;
  readonly jwksUrl?: string;
  readonly algorithms: readonly string[];
  readonly claim: string;
  readonly callers: readonly z.output<typeof ExternalCaller>[];
}

export function authConfigOf(section: z.output<typeof AuthSection>): AuthConfig {
  const { external } = section;
  return {
    signIn: section.sign_in && external === undefined,
    register: section.register,
    accessTokenS: section.access_token_minutes * 60,
    refreshTokenS: section.refresh_token_days * 24 * 60 * 60,
    privateHosts: section.private_hosts,
    ...(external && { external: externalOf(external) }),
  };
}

function externalOf({
  audience,
  jwks_url: jwksUrl,
  ...rest
}: z.output<typeof External>): ExternalIssuer {
  return {
    ...rest,
    ...(audience !== undefined && { audience }),
    ...(jwksUrl !== undefined && { jwksUrl }),
  };
}
