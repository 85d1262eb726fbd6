'use strict';

// Copies the addon that `cargo build --release -p outwit-node` made to where the package looks.

const { copyFileSync, existsSync, mkdirSync, renameSync } = require('node:fs');
const { join } = require('node:path');

const prefix = process.platform === 'win32' ? '' : 'lib';
const suffix = { darwin: 'dylib', win32: 'dll' }[process.platform] ?? 'so';
const target = process.env.CARGO_TARGET_DIR ?? join(__dirname, '..', '..', '..', 'target');
const built = join(target, 'release', `${prefix}outwit_node.${suffix}`);
if (!existsSync(built)) {
  console.error(`${built} does not exist; run: cargo build --release -p outwit-node`);
  process.exit(1);
}
const folder = join(__dirname, '..', 'native');
mkdirSync(folder, { recursive: true });
const place = join(folder, `${process.platform}-${process.arch}.node`);
// A program that has the old one open keeps it: writing into its file would crash it.
copyFileSync(built, `${place}.new`);
renameSync(`${place}.new`, place);
