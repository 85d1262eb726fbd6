// What the guest calls in the rows `host_call` and `host_resource`. jco imports it, outwit is given it.

/** A resource of the host's. */
export class Counter {
  value = 0;

  increment(by) {
    this.value += by;
    return this.value;
  }
}

/** The sum. */
export function add(a, b) {
  return a + b;
}
