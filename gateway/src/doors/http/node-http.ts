/**
 * Node's HTTP server without its client. Imported the usual way, `node:http` is asked for every one of its exports,
 * and some of them load the whole of `fetch`: 3 MB that a gateway at rest never uses.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
