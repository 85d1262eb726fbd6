/** What time it is. */

import type { clock } from "./bindings/index.js";

/** The machine's clock. */
export const systemClock: clock.Clock = {
  now: () => BigInt(Math.floor(Date.now() / 1000)),
};
