// The rows through outwit, with generated bindings.

const before = process.hrtime.bigint();
const outwit = await import("outwit");
const imported = Number(process.hrtime.bigint() - before);

const { Bench } = await import("./bindings/bench/index.js");
const { BenchHost } = await import("./bindings/bench_host/index.js");
const { Pdf } = await import("./bindings/pdf/index.js");
import { add, Counter } from "./host.mjs";
import { hostRow, row as interfaceRow } from "./rows.mjs";
import { check, component, fresh, keep, main, pdf } from "./worker.mjs";

async function prepare(row) {
  if (fresh(row)) return fresh(row);
  if (row === "pdf_text") {
    const { reader } = new Pdf(component("pdf"));
    const file = pdf();
    return (times) => {
      for (let i = 0; i < times; i++) keep(reader.extractText(file));
    };
  }
  if (row.startsWith("host_")) {
    const host = { add, newCounter: () => new Counter() };
    const { loops } = new BenchHost(component("bench_host"), { host });
    return hostRow(row, { call: (n) => loops.call(n), increment: (n) => loops.increment(n) });
  }
  const loaded = outwit.load(component("bench"));
  if (row === "instantiate") {
    return (times) => {
      for (let i = 0; i < times; i++) new Bench(loaded).dispose();
    };
  }
  return interfaceRow(row, new Bench(loaded).calls);
}

function coldStart() {
  const started = process.hrtime.bigint();
  const bench = new Bench(component("bench"));
  check("cold_start", bench.calls.add(17, 25) === 42);
  return Number(process.hrtime.bigint() - started);
}

function echo() {
  const { calls } = new Bench(component("bench"));
  return (bytes) => calls.echo(bytes);
}

await main(prepare, { cold_start: coldStart, import: () => imported }, echo);
