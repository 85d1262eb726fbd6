// The rows of the interface `calls`, which outwit and jco give the same names and shapes.

import { ECHO, REVERSED, Skip, TEXT, check, data, keep, numbers, rows, same, tree } from "./worker.mjs";

/** The rows in which the guest calls the host; the guest repeats the calls. `undefined` for another row. */
export function hostRow(name, { call, increment }) {
  const run = { host_call: call, host_resource: increment }[name];
  if (run !== undefined) check(name, run(1000) === 1000);
  return run;
}

/** Checks the row's result once and gives a function that calls it so many times. */
export function row(name, calls) {
  if (name in ECHO) {
    const bytes = data(name);
    check(name, Buffer.compare(calls.echo(bytes), bytes) === 0);
    return (times) => {
      for (let i = 0; i < times; i++) keep(calls.echo(bytes));
    };
  }
  switch (name) {
    case "add":
      check(name, calls.add(17, 25) === 42);
      return (times) => {
        for (let i = 0; i < times; i++) keep(calls.add(17, 25));
      };
    case "rev":
      check(name, calls.rev(TEXT) === REVERSED);
      return (times) => {
        for (let i = 0; i < times; i++) keep(calls.rev(TEXT));
      };
    case "sum_list":
    case "sum_buffer": {
      const values = name === "sum_list" ? numbers() : Float64Array.from(numbers());
      check(name, calls.sum(values) === numbers().reduce((a, b) => a + b));
      return (times) => {
        for (let i = 0; i < times; i++) keep(calls.sum(values));
      };
    }
    case "records_1000": {
      const values = rows();
      check(name, same(calls.echoRows(values), values));
      return (times) => {
        for (let i = 0; i < times; i++) keep(calls.echoRows(values));
      };
    }
    case "variant_tree": {
      const values = tree();
      check(name, same(calls.echoTree(values), values));
      return (times) => {
        for (let i = 0; i < times; i++) keep(calls.echoTree(values));
      };
    }
    default:
      throw new Skip("no such row here");
  }
}
