// The package that the generated code uses, too: the classes are the same.

import { createRequire } from 'node:module';

export const { ComponentError, InstanceError, LimitExceeded, LinkError, load, Trap, WitError } =
  createRequire(`${process.argv[2]}/`)('outwit');
