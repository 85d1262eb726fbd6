// The rows through the JavaScript that jco makes of a component.

import { readFileSync } from "node:fs";
import { hostRow, row as interfaceRow } from "./rows.mjs";
import { check, keep, main, pdf } from "./worker.mjs";

const folder = process.env.BENCH_JCO;

async function prepare(row) {
  if (row === "pdf_text") {
    const { reader } = await import(`${folder}/pdf.js`);
    const file = pdf();
    return (times) => {
      for (let i = 0; i < times; i++) keep(reader.extractText(file));
    };
  }
  if (row.startsWith("host_")) {
    const { loops } = await import(`${folder}/bench_host.js`);
    return hostRow(row, loops);
  }
  if (row === "instantiate") {
    // The variant of jco's output that can be instantiated more than once, with modules compiled before.
    const { instantiate } = await import(`${folder}/instance/bench.js`);
    const compiled = new Map();
    const core = (name) => compiled.get(name);
    await instantiate(async (name) => {
      compiled.set(name, await WebAssembly.compile(readFileSync(`${folder}/instance/${name}`)));
      return compiled.get(name);
    }, {});
    return async (times) => {
      for (let i = 0; i < times; i++) keep(await instantiate(core, {}));
    };
  }
  const { calls } = await import(`${folder}/bench.js`);
  return interfaceRow(row, calls);
}

async function coldStart() {
  const started = process.hrtime.bigint();
  const { calls } = await import(`${folder}/bench.js`);
  check("cold_start", calls.add(17, 25) === 42);
  return Number(process.hrtime.bigint() - started);
}

async function echo() {
  const { calls } = await import(`${folder}/bench.js`);
  return calls.echo;
}

await main(prepare, { cold_start: coldStart }, echo);
