import {
  identifier,
  listOfNames,
  matching,
  oneOf,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';
import { ip } from '../programs/ip.ts';
import { socketFilter } from '../programs/socket-filter.ts';

const networkInterface = matching(/^[A-Za-z0-9][A-Za-z0-9_.@:-]*$/, 'an interface');

/** Network state, as this machine knows it. Whatever sends a packet is not here: a name alone can carry secrets out. */
export const networkCommands: readonly TableEntry[] = [
  ip,
  {
    cmd: 'ss',
    switches: 'tulnpasemio460xwhHOZbMS',
    longExact: wordsOf(
      '--tcp --udp --listening --numeric --processes --all --summary --unix --extended ' +
        '--memory --info --options --raw --no-header --oneline --ipv4 --ipv6',
    ),
    valueOptions: {
      '-A': listOfNames,
      '-f': identifier,
      '--query': listOfNames,
      '--family': identifier,
    },
    operands: [socketFilter],
    match: ['ss -tulpn', 'ss -s', 'ss -ant state established', "ss -tn 'sport = :443'", 'ss -lntp'],
    notMatch: [
      'ss -K dst 10.0.0.1',
      'ss -D /tmp/x',
      'ss -F /etc/shadow',
      'ss -E',
      'ss -N x',
      'ss --kill',
      'ss -tK',
      'ss --diag=/tmp/x',
      'ss -r',
      'ss dst secret.evil.test',
      "ss -t 'dst secret.evil.test'",
    ],
  },
  {
    cmd: 'netstat',
    switches: 'tulnpareisgoxWw46vCMF',
    longExact: wordsOf(
      '--tcp --udp --listening --numeric --programs --all --route --statistics --interfaces',
    ),
    match: ['netstat -tulpn', 'netstat -rn', 'netstat -s', 'netstat -i'],
    notMatch: ['netstat -c', 'netstat -tc', 'netstat --contin'],
  },
  {
    cmd: 'ifconfig',
    switches: 'as',
    operands: [networkInterface],
    max: 1,
    match: ['ifconfig', 'ifconfig -a', 'ifconfig eth0'],
    notMatch: ['ifconfig eth0 down', 'ifconfig eth0 10.0.0.1', 'ifup eth0'],
  },
  {
    cmd: 'route',
    switches: 'neCFv46',
    match: ['route -n'],
    notMatch: ['route add default gw 10.0.0.1', 'route del default', 'route -f'],
  },
  {
    cmd: 'arp',
    switches: 'anevH',
    valueOptions: { '-i': networkInterface },
    match: ['arp -a', 'arp -n'],
    notMatch: [
      'arp secret.evil.test',
      'arp -d 10.0.0.1',
      'arp -s 10.0.0.1 00:00',
      'arp -f /etc/shadow',
    ],
  },
  {
    cmd: 'ethtool',
    longExact: ['-i', '-S', '-k', '-a', '-g', '-c', '-l', '-T', '-n', '-x', '-u'],
    operands: [networkInterface],
    min: 1,
    max: 1,
    match: ['ethtool eth0', 'ethtool -i eth0', 'ethtool -S eth0'],
    notMatch: [
      'ethtool -s eth0 speed 100',
      'ethtool -K eth0 gro off',
      'ethtool -E eth0',
      'ethtool -f eth0 x',
      'ethtool',
      'ethtool -p eth0',
      'ethtool -t eth0',
    ],
  },
  {
    cmd: 'bridge',
    lead: { switches: 'sdjcp' },
    switches: 'sdj',
    operands: [oneOf('link', 'fdb', 'vlan', 'mdb'), oneOf('show', 'list'), networkInterface],
    min: 1,
    match: ['bridge link', 'bridge fdb show', 'bridge -s vlan show'],
    notMatch: ['bridge fdb add x', 'bridge link set dev x', 'bridge monitor', 'bridge -b /tmp/x'],
  },
  {
    cmd: 'tc',
    switches: 'sd',
    operands: [oneOf('qdisc', 'class', 'filter'), oneOf('show', 'list', 'ls'), networkInterface],
    min: 1,
    match: ['tc qdisc show', 'tc -s qdisc show dev eth0'],
    notMatch: ['tc qdisc add dev eth0 root', 'tc -b /tmp/x', 'tc qdisc del dev eth0'],
  },
  {
    cmd: 'iw',
    operands: [oneOf('dev', 'list', 'phy', 'reg'), matching(/^get$/, '"get"')],
    min: 1,
    max: 2,
    match: ['iw dev', 'iw reg get'],
    notMatch: ['iw dev wlan0 set', 'iw reg set US'],
  },
  {
    cmd: ['iwconfig', 'nfsstat'],
    switches: 'csnrm',
    match: ['nfsstat -s'],
    notMatch: ['iwconfig wlan0 essid x', 'nfsstat -Z'],
  },
  {
    cmd: 'nmcli',
    switches: 'tpe',
    valueOptions: { '-f': listOfNames, '-g': listOfNames, '-c': oneOf('yes', 'no', 'auto') },
    operands: [
      oneOf('general', 'g', 'device', 'dev', 'd', 'connection', 'con', 'c', 'radio'),
      oneOf('status', 'show'),
    ],
    max: 2,
    match: ['nmcli device status', 'nmcli con show', 'nmcli -t general'],
    notMatch: [
      'nmcli con up x',
      'nmcli -s con show x',
      'nmcli dev wifi list',
      'nmcli con show x --show-secrets',
    ],
  },
  {
    cmd: 'wg',
    operands: [oneOf('show'), networkInterface],
    max: 2,
    match: ['wg show', 'wg', 'wg show wg0'],
    notMatch: [
      'wg showconf wg0',
      'wg show wg0 private-key',
      'wg set wg0',
      'wg genkey',
      'wg show all dump',
    ],
  },
  {
    cmd: ['iptables', 'ip6tables'],
    switches: 'nvx',
    longExact: ['--line-numbers', '--numeric', '--verbose', '--exact', '-w'],
    joinedValues: {
      '-L': identifier,
      '-S': identifier,
      '--list': identifier,
      '--list-rules': identifier,
    },
    valueOptions: { '-t': oneOf('filter', 'nat', 'mangle', 'raw', 'security') },
    require: [['-L', '-S', '--list', '--list-rules']],
    operands: [identifier],
    max: 1,
    match: ['iptables -L -n -v', 'iptables -S', 'iptables -t nat -L POSTROUTING -n --line-numbers'],
    notMatch: [
      'iptables -F',
      'iptables -L -Z',
      'iptables -LZ',
      'iptables -A INPUT -j DROP',
      'iptables -L -n -F',
      'iptables -L INPUT 1',
      'iptables --modprobe=/tmp/x -L',
    ],
    check: ({ valuesOf }) =>
      [...valuesOf('-L'), ...valuesOf('-S')].some((chain) => chain.length < 3)
        ? 'put options apart'
        : undefined,
  },
  {
    cmd: ['iptables-save', 'ip6tables-save'],
    switches: 'c',
    valueOptions: { '-t': oneOf('filter', 'nat', 'mangle', 'raw', 'security') },
    match: ['iptables-save', 'iptables-save -t nat'],
    notMatch: ['iptables-save -f /tmp/x', 'iptables-restore /tmp/x', 'iptables-save -M /tmp/x'],
  },
  {
    cmd: 'ipset',
    operands: [oneOf('list'), identifier],
    switches: 'nt',
    min: 1,
    max: 2,
    match: ['ipset list', 'ipset list blocked'],
    notMatch: ['ipset flush', 'ipset list -f /tmp/x', 'ipset destroy'],
  },
  {
    cmd: 'conntrack',
    switches: 'L',
    require: [['-L']],
    match: ['conntrack -L'],
    notMatch: ['conntrack -D', 'conntrack -F', 'conntrack -E'],
  },
  {
    cmd: 'exportfs',
    switches: 'vs',
    match: ['exportfs -v', 'exportfs'],
    notMatch: ['exportfs -a', 'exportfs -r', 'exportfs -u x:/srv', 'exportfs x:/srv'],
  },
  {
    cmd: 'nft',
    switches: 'nasj',
    operands: [
      oneOf('list'),
      matching(/^(ruleset|tables|table|chains|chain|sets|set|maps|map|counters)$/, 'what to list'),
      identifier,
    ],
    min: 2,
    match: ['nft list ruleset', 'nft -a list table inet filter'],
    notMatch: [
      'nft flush ruleset',
      'nft -f /tmp/x',
      'nft add table x',
      'nft -i',
      "nft 'list ruleset; flush ruleset'",
    ],
  },
  {
    cmd: 'ufw',
    operands: [oneOf('status', 'version'), oneOf('verbose', 'numbered')],
    min: 1,
    max: 2,
    match: ['ufw status', 'ufw status verbose'],
    notMatch: ['ufw disable', 'ufw allow 22'],
  },
  {
    cmd: 'firewall-cmd',
    longExact: wordsOf(
      '--state --list-all --list-all-zones --list-ports --list-services --get-zones ' +
        '--get-active-zones --get-default-zone',
    ),
    valueOptions: { '--zone': identifier },
    require: [
      wordsOf(
        '--state --list-all --list-all-zones --list-ports --list-services --get-zones ' +
          '--get-active-zones --get-default-zone',
      ),
    ],
    match: ['firewall-cmd --list-all', 'firewall-cmd --zone=public --list-ports'],
    notMatch: [
      'firewall-cmd --reload',
      'firewall-cmd --zone=public --add-port=80/tcp',
      'firewall-cmd --panic-on',
    ],
  },
];
