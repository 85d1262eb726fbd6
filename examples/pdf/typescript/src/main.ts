#!/usr/bin/env node

/** Prints the metadata and text of PDF files, or writes a picture of a page. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArguments, UsageError, type Options } from "./arguments.js";
import { Pdf, reader as types } from "./bindings/index.js";

/** Runs the program and gives its exit status. */
function main(args: readonly string[]): number {
  const options = parseArguments(args);
  const work = options.render ? render : options.report ? report : show;
  const pdf = new Pdf(component());
  let failed = false;
  for (const file of options.files) {
    try {
      work(pdf.reader, file, options);
    } catch (error) {
      console.error(`${file}: ${describe(error)}`);
      failed = true;
    }
  }
  pdf.dispose();
  return failed ? 1 : 0;
}

/** Finds the component: `PDF_WASM`, or the one of the checkout around this file. */
function component(): string {
  if (process.env["PDF_WASM"]) return process.env["PDF_WASM"];
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const place = join(folder, "target", "components", "pdf.wasm");
    if (existsSync(place)) return place;
    if (folder === dirname(folder)) break;
    folder = dirname(folder);
  }
  throw new UsageError(
    "pdf.wasm is not there; build it, or say where it is in PDF_WASM",
  );
}

/** Opens a file and lends the document to `use`. */
function withDocument<T>(
  reader: types.Reader,
  file: string,
  options: Options,
  use: (document: types.Document) => T,
): T {
  const document = reader.Document.open(readFileSync(file), options.password);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

/** Prints metadata and text. */
function show(reader: types.Reader, file: string, options: Options): void {
  withDocument(reader, file, options, (document) => {
    const text = document.textOfAllPages().join("\f");
    const entries = Object.entries(document.metadata());
    const lines = entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${kebab(name)}: ${value}\n`);
    process.stdout.write(
      `${lines.join("")}pages: ${document.pageCount()}\n\n${text}\n`,
    );
  });
}

/** Writes the picture of a page. */
function render(reader: types.Reader, file: string, options: Options): void {
  const { page, target } = options.render!;
  withDocument(reader, file, options, (document) => {
    writeFileSync(target, document.render(page, 1));
  });
}

/** Writes text and first page, and prints what came of it as JSON. */
function report(reader: types.Reader, file: string, options: Options): void {
  const stem = join(options.report!, parse(file).name);
  let record = { file, status: "ok", pages: 0, characters: 0, ms: 0 };
  try {
    const begin = performance.now();
    withDocument(reader, file, options, (document) => {
      const text = document.textOfAllPages().join("\f");
      const ms = performance.now() - begin;
      const pages = document.pageCount();
      writeFileSync(`${stem}.txt`, text);
      if (pages > 0) writeFileSync(`${stem}.png`, document.render(0, 1));
      record = { ...record, pages, characters: scalars(text), ms };
    });
  } catch (error) {
    record = { ...record, status: describe(error).replace(/:.*/s, "") };
    throw error;
  } finally {
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}

/** Says what is wrong, as in the other languages. */
function describe(error: unknown): string {
  if (error instanceof types.ReaderError) return describePayload(error.payload);
  if (error instanceof Error && "syscall" in error)
    return `unreadable: ${reason(error)}`;
  throw error;
}

/** Names the case, and what it holds. */
function describePayload(error: types.Error): string {
  switch (error.tag) {
    case "malformed":
    case "page-out-of-range":
    case "unsupported":
      return `${error.tag}: ${error.val}`;
    case "encrypted":
    case "wrong-password":
      return error.tag;
  }
}

/** The operating system's words, which Node has in its own form: `ENOENT: no such file, open 'x'`. */
function reason(error: Error): string {
  if ("code" in error && error.code === "EISDIR") return "Is a directory";
  const text = error.message
    .replace(/^\w+: /, "")
    .replace(/, \w+( '.*')?$/s, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `creationDate` as `creation-date`. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** How many characters of Unicode a text has. */
function scalars(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`pdf: ${error.message}`);
  process.exitCode = 2;
}
