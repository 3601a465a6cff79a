import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addressVerdict } from './address-verdict.ts';

const unlisted = (address: string) => addressVerdict(address, { listed: false });
const listed = (address: string) => addressVerdict(address, { listed: true });

const octet = fc.integer({ min: 0, max: 255 });
const nonPublicV4: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
  fc.constant([168, 63, 129, 16]),
);
const publicV4: fc.Arbitrary<readonly number[]> = fc.tuple(
  fc.constantFrom(8, 9, 93, 104, 142, 185),
  octet,
  octet,
  octet,
);

const hex = (a: number, b: number) => ((a << 8) | b).toString(16);
const hextets = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => `${hex(a, b)}:${hex(c, d)}`;
const inverted = (octets: readonly number[]) => octets.map((byte) => byte ^ 255);

const embeddings: Record<string, (octets: readonly number[]) => string> = {
  plain: (octets) => octets.join('.'),
  mapped: (octets) => `::ffff:${octets.join('.')}`,
  'mapped, in hex': (octets) => `::ffff:${hextets(octets)}`,
  compatible: (octets) => `::${hextets(octets)}`,
  translated: (octets) => `::ffff:0:${hextets(octets)}`,
  NAT64: (octets) => `64:ff9b::${hextets(octets)}`,
  'local NAT64': (octets) => `64:ff9b:1::${hextets(octets)}`,
  '6to4': (octets) => `2002:${hextets(octets)}::1`,
  Teredo: (octets) => `2001:0:4136:e378:8000:63bf:${hextets(inverted(octets))}`,
};

describe('addressVerdict', () => {
  for (const [form, embed] of Object.entries(embeddings)) {
    it(`refuses every address that is not public (${form})`, () => {
      fc.assert(fc.property(nonPublicV4, (octets) => unlisted(embed(octets)) === 'refused'));
    });
  }

  it('allows public IPv4, also as networks without IPv4 write it', () => {
    const forms = ['plain', 'mapped', 'NAT64'].map((form) => embeddings[form]!);
    fc.assert(
      fc.property(publicV4, fc.constantFrom(...forms), (octets, embed) => {
        return unlisted(embed(octets)) === 'allowed';
      }),
    );
  });

  it('allows of IPv6 only what lies in 2000::/3', () => {
    const block = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(block, { minLength: 8, maxLength: 8 }), (blocks) => {
        const isGlobal = (blocks[0]! & 0xe000) === 0x2000;
        const embedsV4 = blocks[0] === 0x64 || blocks.slice(0, 4).every((part) => part === 0);
        fc.pre(!isGlobal && !embedsV4);
        return unlisted(blocks.map((part) => part.toString(16)).join(':')) === 'refused';
      }),
    );
    expect(unlisted('2606:4700:4700::1111')).toBe('allowed');
  });

  it.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    '100::1',
    '100:0:0:1::1',
    '2001:db8::1',
    '3fff::1',
    '2001:10::1',
    '4000::1',
    'e000::1',
  ])('refuses %s unless listed', (address) => {
    expect(unlisted(address)).toBe('refused');
  });

  it.each([
    '127.0.0.1',
    '10.0.0.5',
    '192.168.1.1',
    '169.254.1.1',
    '100.101.102.103',
    '::1',
    'fd12::1',
    'fe80::1',
  ])('allows %s where the owner listed it', (address) => {
    expect(listed(address)).toBe('allowed');
  });

  it.each(['0.0.0.0', '::', '255.255.255.255', '224.0.0.1', 'ff02::1', '240.0.0.1'])(
    "refuses %s even where the owner listed it: it is nobody's address",
    (address) => {
      expect(listed(address)).toBe('refused');
    },
  );

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd00:ec2:0:0:0:0:0:254',
    'fd00:ec2::254%eth0',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '::ffff:a83f:8110',
  ])('refuses the metadata address %s even where the owner listed it', (address) => {
    expect(listed(address)).toBe('refused');
  });

  it.each(['', 'localhost', '1.2.3', '999.1.1.1', 'gggg::1', '1.2.3.4.5'])(
    'refuses %j, which is no address',
    (text) => {
      expect(unlisted(text)).toBe('refused');
    },
  );
});
