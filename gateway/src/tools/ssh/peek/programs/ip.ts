import type { OwnGrammar } from '../command-shape.ts';
import { literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';

const options =
  /^-(4|6|0|s|ss|h|d|o|j|p|r|c|br|brief|stats|statistics|details|oneline|json|pretty|human|human-readable|color|color=(never|auto|always)|c=(never|auto|always)|Numeric|N)$/;

/** Objects and the only words that show them; left out, it is to show. */
const objects: Readonly<Record<string, RegExp>> = {
  'a ad addr address addrlabel maddr maddress mroute l link rule ru tunnel tuntap token':
    /^(show|list|ls|lst|sh|s)$/,
  'r ro route n neigh neighbor neighbour nexthop ntable': /^(show|list|ls|lst|sh|s|get)$/,
  netns: /^(list|ls|show)$/,
};
const showsOf = new Map(
  Object.entries(objects).flatMap(([names, shows]) =>
    names.split(' ').map((name) => [name, shows]),
  ),
);

const filter = /^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$/;

export const ip: OwnGrammar = {
  cmd: 'ip',
  judge: (words) => {
    const given = words.map(literalOf);
    if (given.some((word) => word === undefined)) return confirmBecause('ip needs plain words');
    const list = given.filter((word) => word !== undefined);
    const objectAt = list.findIndex((word) => !word.startsWith('-'));
    const [object, action, ...filters] = objectAt === -1 ? [] : list.slice(objectAt);
    const unknown = list.slice(0, Math.max(0, objectAt)).find((word) => !options.test(word));
    if (unknown !== undefined) return confirmBecause(`ip ${unknown} is not known to only read`);
    const shows = object === undefined ? undefined : showsOf.get(object);
    if (!shows) return confirmBecause(`ip ${object ?? ''} is not known to only read`);
    if (action !== undefined && !shows.test(action)) {
      return confirmBecause(`ip ${object} ${action} is not known to only read`);
    }
    const odd = filters.find((word) => !filter.test(word));
    return odd === undefined ? undefined : confirmBecause(`ip ${odd} is not known to only read`);
  },
  match: [
    'ip a',
    'ip -br addr',
    'ip -s link',
    'ip route show table all',
    'ip -6 route',
    'ip addr show dev eth0',
    'ip route get 1.1.1.1',
    'ip neigh',
    'ip -o -4 addr show',
    'ip netns list',
  ],
  notMatch: [
    'ip link set eth0 down',
    'ip -batch /tmp/x',
    'ip -b /tmp/x',
    'ip netns exec x ls',
    'ip addr add 10.0.0.1/8 dev eth0',
    'ip -n x addr',
    'ip addr flush dev eth0',
    'ip addr save',
    'ip xfrm state',
    'ip monitor',
    'ip',
    'ip -all netns exec ls',
    'ip route flush cache',
    'ip l s eth0 down -b /tmp/x',
    'ip vrf exec x ls',
    'ip -f inet -force addr',
  ],
};
