import { confirmBecause, denyBecause, type Refusal } from '../verdict.ts';
import { isOnlyGlob, overlaps, patternSegment, type Segment } from './segment.ts';

const privateKey =
  /^(id_(rsa|dsa|ecdsa|ed25519|xmss)(_sk)?([._-].*)?|privkey\d*\.pem|ssh_host_\w+_key)$/;

/* Names under which secrets are usually kept, wherever they lie. */
const secretNames: readonly RegExp[] = [
  /^\.env($|[._-])|\.env$|^\.envrc$/,
  /secret|credential|passphrase|apikey|api_key/i,
  /passwords?\b|passwd\./i,
  /(^|[._-])tokens?([._-]|$)/i,
  /\.(key|pem|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg|ovpn|tfstate|tfvars|der|kubeconfig)(\.\w+)?$/i,
  /^(wp-config|localsettings|configuration)\.php$/i,
  /^\.(htpasswd|npmrc|yarnrc\.yml|authinfo|smbcredentials|esmtprc|msmtprc|fetchmailrc)$/,
  /^\.\w*(_history|hist|histfile)$|^\.(history|viminfo|lesshst)$/,
  /^core\.\d+$|\.(dmp|hprof)$/,
  /^(kubeconfig|_netrc$|swapfile$|swap\.img$)/,
];

/** What a glob is held against: names that stand for all those above. */
const samples = [
  ...['.env', '.env.local', '.env.production', 'prod.env', '.envrc', 'secrets.yml', 'secret.json'],
  ...['credentials.json', 'credentials', 'passwords.txt', 'password', 'token.json', '.token'],
  ...['server.key', 'tls.key', 'private.key', 'server.pem', 'key.pem', 'cert.p12', 'cert.pfx'],
  ...['keystore.jks', 'db.kdbx', 'client.ovpn', 'terraform.tfstate', 'terraform.tfvars'],
  ...['wp-config.php', '.htpasswd', '.npmrc', '.bash_history', '.zsh_history', '.mysql_history'],
].map(patternSegment);
const keySamples = [
  'id_rsa',
  'id_ecdsa',
  'id_ed25519',
  'id_dsa',
  'privkey.pem',
  'privkey1.pem',
].map(patternSegment);

/** What speaks against showing a file of that name. */
export function judgeName(segment: Segment): Refusal | undefined {
  return segment.name === undefined ? judgeGlob(segment) : judgePlain(segment.name);
}

function judgePlain(name: string): Refusal | undefined {
  if (/\.pub$/.test(name)) return undefined;
  if (privateKey.test(name)) return denyBecause(`${name} looks like a private key`);
  return secretNames.some((pattern) => pattern.test(name))
    ? confirmBecause(`${name} may hold secrets`)
    : undefined;
}

/* `*` alone names nothing in particular; with a letter in it, a glob is a search. */
function judgeGlob(segment: Segment): Refusal | undefined {
  if (isOnlyGlob(segment)) return undefined;
  if (keySamples.some((sample) => overlaps(segment, sample))) {
    return denyBecause('the glob may match a private key');
  }
  return samples.some((sample) => overlaps(segment, sample))
    ? confirmBecause('the glob may match a file with secrets')
    : undefined;
}
