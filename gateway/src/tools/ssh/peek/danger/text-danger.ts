/* Where a word stands does not matter for these, nor whether the rest can be parsed. */
const dangers: readonly (readonly [RegExp, string])[] = [
  [/\/dev\/(tcp|udp)\//, 'opens a connection from within the shell'],
  [
    /\b169\.254\.169\.254\b|\b169\.254\.170\.2\b|\bfd00:ec2::254\b/i,
    'asks for the credentials of the cloud machine',
  ],
  [
    /\b100\.100\.100\.200\b|\b168\.63\.129\.16\b|\bmetadata\.google\.internal\b/i,
    'asks for the credentials of the cloud machine',
  ],
  [
    /(?<![\d.])(0xa9fea9fe|2852039166|0251\.0376\.0251\.0376)(?![\d.])/i,
    'asks for the credentials of the cloud machine',
  ],
  [/:\s*\(\s*\)\s*\{[^}]*:\s*\|\s*:/, 'starts itself again and again'],
  [/\/proc\/sysrq-trigger/, 'commands the kernel'],
];

export function findTextDanger(source: string): string | undefined {
  return dangers.find(([pattern]) => pattern.test(source))?.[1];
}
