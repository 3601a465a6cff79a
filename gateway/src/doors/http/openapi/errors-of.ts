import { ErrorCode } from '#contract';
import type { Operation } from './operation.ts';

const anyCall: readonly ErrorCode[] = ['key_in_url', 'foreign_host', 'internal'];
const anyBody: readonly ErrorCode[] = [
  'invalid_json',
  'invalid_encoding',
  'duplicate_key',
  'forbidden_key',
  'too_deep',
  'invalid_request',
  'body_too_large',
  'unsupported_media_type',
];
const anyKey = {
  none: [],
  caller: ['unauthenticated', 'rate_limited', 'storage_unavailable'],
  owner: ['unauthenticated', 'owner_only', 'storage_unavailable'],
} as const satisfies Record<Operation['key'], readonly ErrorCode[]>;

/** Codes that come from the door itself, or from calls that run no intent. */
const neverFromRuns = new Set<ErrorCode>([
  'key_in_url',
  'foreign_host',
  'unknown_path',
  'rate_limited',
  'unauthenticated',
  'owner_only',
  'caller_exists',
  'caller_not_found',
  'key_not_found',
  'client_not_found',
  'receipt_not_found',
  'result_not_found',
  'approval_not_found',
  'approval_decided',
  'report_refused',
  ...anyBody,
]);

/** The codes that an operation may answer with outside of an `Answer`. */
export function doorErrorsOf({ key, query, body, errors = [] }: Operation): readonly ErrorCode[] {
  return [
    ...new Set([
      ...anyCall,
      ...anyKey[key],
      ...(body ? anyBody : []),
      ...(query ? (['invalid_request'] as const) : []),
      ...errors,
    ]),
  ];
}

/** The codes that come inside an `Answer`. */
export function runErrorsOf({ runsIntents }: Operation): readonly ErrorCode[] {
  return runsIntents ? ErrorCode.options.filter((code) => !neverFromRuns.has(code)) : [];
}
