import { describe, expect, it } from 'vitest';
import { redirectTargetOf } from './redirect-target.ts';

describe('redirectTargetOf', () => {
  it.each([
    ['https://chatgpt.com/connector/oauth/abc', { kind: 'web', host: 'chatgpt.com' }],
    ['https://claude.ai:8443/api/mcp/auth_callback?x=1', { kind: 'web', host: 'claude.ai:8443' }],
    ['http://localhost:33418/', { kind: 'loopback', host: 'localhost' }],
    ['http://127.0.0.1/callback', { kind: 'loopback', host: '127.0.0.1' }],
    ['http://[::1]:9/callback', { kind: 'loopback', host: '[::1]' }],
    ['cursor://anysphere.cursor-retrieval/oauth/cb', { kind: 'app', host: 'cursor://' }],
    ['com.example.app:/callback', { kind: 'app', host: 'com.example.app://' }],
  ])('knows whom %s goes to', (uri, target) => {
    expect(redirectTargetOf(uri)).toEqual(target);
  });

  it.each([
    'http://evil.example/callback',
    'http://localhost.evil.example/callback',
    'http://127.0.0.1.evil.example/',
    'https://chatgpt.com/connector#fragment',
    'https://chatgpt.com/connector#',
    'https://chatgpt.com@evil.example/',
    'https://user:pass@chatgpt.com/',
    String.raw`https://chatgpt.com\@evil.example/`,
    'https://*.chatgpt.com/callback',
    ' https://chatgpt.com/',
    'https://chatgpt.com/\n',
    'https://chatgpt.com/\u202e',
    '//chatgpt.com/callback',
    '/callback',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'intent://scan/#Intent;scheme=zxing;end',
    'blob:https://chatgpt.com/1',
    'view-source:https://chatgpt.com/',
    `https://chatgpt.com/${'a'.repeat(2000)}`,
    'https://',
    '',
  ])('lets nobody have a code at %j', (uri) => {
    expect(redirectTargetOf(uri)).toBeUndefined();
  });
});
