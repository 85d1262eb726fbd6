'use strict';

// Lets every Node program load the addon with assertions: `NODE_OPTIONS=--require`.

const Module = require('node:module');
const { basename, join } = require('node:path');

const checked = join(__dirname, '..', '..', 'target', 'checked', 'outwit.node');
const load = Module._extensions['.node'];
Module._extensions['.node'] = (module, file) => {
  load(module, basename(file) === `${process.platform}-${process.arch}.node` ? checked : file);
};
