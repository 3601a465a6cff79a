import { wordsOf } from '../command-shape.ts';
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

/* What a glob is held against: names that stand for all those above. */
const namedByEnding = wordsOf(
  '.env .env.local .env.production prod.env .envrc .token .htpasswd .npmrc ' +
    '.bash_history .zsh_history .mysql_history server.key tls.key private.key server.pem ' +
    'key.pem cert.p12 cert.pfx keystore.jks db.kdbx client.ovpn terraform.tfstate ' +
    'terraform.tfvars',
).map(patternSegment);
/* `*.json` is no search for these; `s*` may be. */
const namedByBeginning = wordsOf(
  'secrets.yml secret.json credentials.json credentials passwords.txt password ' +
    'token.json wp-config.php',
).map(patternSegment);
const keySamples = wordsOf('id_rsa id_ecdsa id_ed25519 id_dsa privkey.pem privkey1.pem').map(
  patternSegment,
);

/** What speaks against showing a file of that name. */
export function judgeName(segment: Segment): Refusal | undefined {
  return segment.name === undefined ? judgeGlob(segment) : judgePlain(segment.name);
}

function judgePlain(name: string): Refusal | undefined {
  if (name.endsWith('.pub')) return undefined;
  if (privateKey.test(name)) return denyBecause(`${name} looks like a private key`);
  return isSecret(name) ? confirmBecause(`${name} may hold secrets`) : undefined;
}

/* `*` alone names nothing in particular; with a letter in it, a glob is a search. */
function judgeGlob(segment: Segment): Refusal | undefined {
  if (isOnlyGlob(segment)) return undefined;
  if (keySamples.some((sample) => overlaps(segment, sample))) {
    return denyBecause('the glob may match a private key');
  }
  const [first] = segment.signs;
  const samples =
    typeof first === 'string' ? [...namedByEnding, ...namedByBeginning] : namedByEnding;
  const spelled = segment.signs.filter((sign) => typeof sign === 'string').join('');
  return samples.some((sample) => overlaps(segment, sample)) || isSecret(spelled)
    ? confirmBecause('the glob may match a file with secrets')
    : undefined;
}

function isSecret(name: string): boolean {
  return secretNames.some((pattern) => pattern.test(name));
}
