// Failures that a script wants: of loading, of making an instance, and of calls.

import { ComponentError, InstanceError, LimitExceeded, LinkError, load, Trap } from './outwit.mjs';
import { Mismatch } from './values.mjs';

/** Fails unless the component, or else an instance of it, is refused. */
export function refused(stage, path, instantiate) {
  if (stage === 'loading') return wants(isOf(ComponentError), stage, () => load(path));
  load(path);
  return wants(isOf(LinkError, Trap), stage, instantiate);
}

/** Fails unless the call does, in this way; `raised` gives what an import threw. */
export function failed(kind, raised, call) {
  const isWanted = (error) => {
    switch (kind) {
      case 'trap':
        return error instanceof Trap && !(error instanceof LimitExceeded);
      case 'host':
        return error === raised();
      case 'poisoned':
        return error instanceof InstanceError;
      default:
        throw new Mismatch(`the script wants an unknown failure: ${kind}`);
    }
  };
  wants(isWanted, kind, call);
}

function isOf(...classes) {
  return (error) => classes.some((own) => error instanceof own);
}

function wants(isWanted, what, work) {
  let value;
  try {
    value = work();
  } catch (error) {
    if (isWanted(error)) return;
    const text = `${error?.name}: ${error?.message}`;
    throw new Mismatch(`expected a failure (${what}), got ${text}`, { cause: error });
  }
  throw new Mismatch(`expected a failure (${what}), got ${String(value)}`);
}
