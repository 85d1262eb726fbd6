// What every Node program of the benchmark does.
//
// It reads `ROW MILLISECONDS` a line, measures the row for about that long, and answers with a line
// of JSON: the nanoseconds of a call, sample by sample, why there are none, or what went wrong. With a
// row as its argument it measures that row once, for what can only be measured once in a process.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const SAMPLE = 1_000_000; // A sample is as many calls as take about this long (ns), but at least one.

export const TEXT = "The quick brown fox jumps o";
export const REVERSED = [...TEXT].reverse().join("");
export const ECHO = { echo_64: 64, echo_64k: 64 << 10, echo_1m: 1 << 20, echo_64m: 64 << 20 };

/** Why a row cannot be measured here. */
export class Skip extends Error {}

/** The bytes of an echo row. */
export function data(row) {
  const bytes = new Uint8Array(ECHO[row]);
  for (let i = 0; i < bytes.length; i++) bytes[i] = i % 251;
  return bytes;
}

/** The numbers of `sum_list`. */
export function numbers() {
  return Array.from({ length: 10_000 }, (_, index) => index * 0.5);
}

/** The rows of `records_1000`. */
export function rows() {
  return Array.from({ length: 1000 }, (_, index) => ({
    id: index,
    name: `row number ${index}`,
    x: index * 0.5,
    y: -index,
    active: index % 2 === 0,
  }));
}

/** The tree of `variant_tree`, in the shape that both outwit and jco use. */
export function tree() {
  const leaf = (index) =>
    [
      { tag: "number", val: index },
      { tag: "text", val: `leaf ${index}` },
      { tag: "flag", val: index % 2 === 0 },
      { tag: "empty" },
      undefined,
    ][index % 5];
  const node = (index) => {
    if (index % 4 === 0) return leaf(index) && { tag: "leaf", val: leaf(index) };
    if (index % 4 === 3) return { tag: "missing" };
    const leaves = Array.from({ length: 5 }, (_, step) => leaf(index + step));
    return { tag: "branch", val: { label: index % 3 === 0 ? `branch ${index}` : undefined, leaves } };
  };
  return Array.from({ length: 50 }, (_, index) => node(index));
}

/** The PDF of `pdf_text`. */
export function pdf() {
  return new Uint8Array(readFileSync(process.env.BENCH_PDF));
}

/** The path of a component. */
export function component(name) {
  return `${process.env.BENCH_COMPONENTS}/${name}.wasm`;
}

/** What a buffer of 1 MiB costs in Node itself: `fresh_1m` with its pages there, `copy_1m` with its contents. */
export function fresh(row) {
  if (row === "fresh_1m") {
    return (times) => {
      for (let i = 0; i < times; i++) {
        const bytes = new Uint8Array(1 << 20);
        for (let page = 0; page < bytes.length; page += 4096) bytes[page] = 1;
        keep(bytes);
      }
    };
  }
  if (row === "copy_1m") {
    const bytes = data("echo_1m");
    return (times) => {
      for (let i = 0; i < times; i++) keep(bytes.slice());
    };
  }
  return undefined;
}

/** Takes a result, so that the call that made it is not left out. */
export function keep(value) {
  kept = value;
}
let kept;

/** Fails if the row's result is wrong. */
export function check(row, right) {
  if (!right) throw new Error(`${row} gives a wrong result`);
}

/** Whether two results are the same, part by part. A missing property is the same as an undefined one. */
export function same(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

/** The most memory (KiB) that this process takes while it echoes so many bytes. */
function peak(echo, length) {
  const taken = echo(new Uint8Array(length).fill(120));
  check("echo", taken.length === length);
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
}

async function measure(run, budget) {
  const now = () => Number(process.hrtime.bigint());
  const started = now();
  let calls = 1;
  for (;;) {
    // A fifth of the time warms up and finds out how many calls make a sample.
    const before = now();
    await run(calls);
    if (now() - before < SAMPLE / 2) calls *= 2;
    else if (now() - started >= budget / 5) break;
  }
  const samples = [];
  while (samples.length === 0 || now() - started < budget) {
    const before = now();
    await run(calls);
    samples.push((now() - before) / calls);
  }
  return samples;
}

/**
 * Runs the program. `prepare` checks a row's result and gives a function that calls it so many times; `once`
 * holds what is measured once a process (ns); `echo` gives what echoes bytes, for the echo rows' memory.
 */
export async function main(prepare, once, echo) {
  const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");
  if (process.argv.length > 2) {
    const row = process.argv[2];
    if (row in ECHO) return say({ row, peak_kib: peak(await echo(), ECHO[row]) });
    return say({ row, samples: [await once[row]()] });
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const [row, milliseconds] = line.split(" ");
    try {
      say({ row, samples: await measure(await prepare(row), Number(milliseconds) * 1e6) });
    } catch (error) {
      say(error instanceof Skip ? { row, skip: error.message } : { row, error: String(error) });
    }
  }
}
