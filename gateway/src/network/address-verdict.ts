import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Whether a connection to this IP address may be made. Unlisted, only public addresses may;
 * `listed` (the owner named this very address) adds those of the house.
 */
export function addressVerdict(
  address: string,
  { listed }: { listed: boolean },
): 'allowed' | 'refused' {
  if (isIP(address) === 0) return 'refused';
  const real = embeddedAddress(ipaddr.parse(address));
  if (isMetadata(real)) return 'refused';
  if (isPublic(real)) return 'allowed';
  return listed && houseRanges.has(real.range()) ? 'allowed' : 'refused';
}

/** Ranges that the owner may open by listing an address in them. */
const houseRanges: ReadonlySet<string> = new Set([
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
]);

/* ipaddr.js calls whatever has no entry of its own "unicast", such as ::7f00:1 and 4000::1;
   what is really routed in IPv6 lies in 2000::/3 (RFC 4291, section 2.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}

/** Where clouds hand credentials to whoever asks. Nobody may call these, listed or not. */
const metadataAddresses: ReadonlySet<string> = new Set(
  [
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd20:ce::254',
  ].map((address) => ipaddr.parse(address).toNormalizedString()),
);

function isMetadata(address: Address): boolean {
  const [withoutZone = ''] = address.toNormalizedString().split('%');
  return metadataAddresses.has(withoutZone);
}

/**
 * The IPv4 address that is really spoken to: of the mapped form and of NAT64, which networks
 * without IPv4 use for everything. Outdated tunnels (6to4, Teredo) are in no allowed range.
 */
function embeddedAddress(address: Address): Address {
  if (address.kind() === 'ipv4') return address;
  const embeds = ipv4Prefixes.some((prefix) => address.match(prefix));
  return embeds ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/* Mapped (RFC 4291), NAT64 (RFC 6052), translated (RFC 2765). */
const ipv4Prefixes = ['::ffff:0:0/96', '64:ff9b::/96', '::ffff:0:0:0/96'].map((prefix) =>
  ipaddr.IPv6.parseCIDR(prefix),
);
