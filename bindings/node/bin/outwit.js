#!/usr/bin/env node
'use strict';

// The `outwit` command: the same generator as everywhere, inside the addon.

const { runCommand } = require('../dist/command.js');

process.exitCode = runCommand(process.argv.slice(2));
