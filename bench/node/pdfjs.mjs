// The text of a PDF through pdf.js.

const before = process.hrtime.bigint();
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
const imported = Number(process.hrtime.bigint() - before);

import { Skip, keep, main, pdf } from "./worker.mjs";

async function text(data) {
  const task = getDocument({ data: data.slice(), verbosity: 0 });
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    pages.push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await task.destroy();
  return pages.join("\f");
}

async function prepare(row) {
  if (row !== "pdf_text") throw new Skip("reads PDF files and nothing else");
  const data = pdf();
  return async (times) => {
    for (let i = 0; i < times; i++) keep(await text(data));
  };
}

await main(prepare, { import: () => imported });
