"""Prints the metadata and text of PDF files, or writes a picture of a page."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import time
from pathlib import Path

from pdf.bindings import Pdf
from pdf.bindings.reader import (
    Document,
    Error,
    ErrorEncrypted,
    ErrorMalformed,
    ErrorPageOutOfRange,
    ErrorUnsupported,
    ErrorWrongPassword,
    Reader,
    ReaderError,
)


def main() -> int:
    """Runs the program and gives its exit status."""
    options = parse_arguments()
    failed = False
    with Pdf(component()) as pdf:
        for file in options.files:
            try:
                if options.render:
                    render(pdf.reader, file, options)
                elif options.report:
                    report(pdf.reader, file, options)
                else:
                    show(pdf.reader, file, options)
            except (ReaderError, OSError) as error:
                print(f"{file}: {describe(error)}", file=sys.stderr)
                failed = True
    return 1 if failed else 0


def parse_arguments() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser("pdf", description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--password", metavar="P", help="opens encrypted files")
    parser.add_argument(
        "--render", metavar=("N", "OUT.png"), nargs=2, help="writes page N, from 1"
    )
    parser.add_argument(
        "--report", metavar="DIR", type=Path, help="writes text and page 1 of each"
    )
    options = parser.parse_args()
    if options.render:
        page, target = options.render
        if not page.isdecimal() or int(page) == 0 or len(options.files) != 1:
            parser.error("--render takes the number of a page, and one file")
        options.render = (int(page) - 1, Path(target))
    return options


def component() -> Path:
    """Finds the component: `PDF_WASM`, or the one of the checkout around this file."""
    if path := os.environ.get("PDF_WASM"):
        return Path(path)
    places = (
        folder / "target" / "components" / "pdf.wasm"
        for folder in Path(__file__).resolve().parents
    )
    for place in places:
        if place.is_file():
            return place
    sys.exit("pdf.wasm is not there; build it, or say where it is in PDF_WASM")


def open_document(reader: Reader, file: Path, options: argparse.Namespace) -> Document:
    """Opens a file."""
    return reader.Document.open(file.read_bytes(), options.password)


def show(reader: Reader, file: Path, options: argparse.Namespace) -> None:
    """Prints metadata and text."""
    with open_document(reader, file, options) as document:
        metadata = document.metadata()
        text = "\f".join(document.text_of_all_pages())
        lines = [
            f"{field.name.replace('_', '-')}: {value}"
            for field in dataclasses.fields(metadata)
            if (value := getattr(metadata, field.name)) is not None
        ]
        lines += [f"pages: {document.page_count()}", "", text, ""]
    sys.stdout.buffer.write("\n".join(lines).encode())


def render(reader: Reader, file: Path, options: argparse.Namespace) -> None:
    """Writes the picture of a page."""
    page, target = options.render
    with open_document(reader, file, options) as document:
        target.write_bytes(document.render(page, 1.0))


def report(reader: Reader, file: Path, options: argparse.Namespace) -> None:
    """Writes text and first page, and prints what came of it as JSON."""
    record: dict[str, str | float] = {"file": str(file)}
    try:
        begin = time.perf_counter()
        with open_document(reader, file, options) as document:
            text = "\f".join(document.text_of_all_pages())
            ms = (time.perf_counter() - begin) * 1000
            pages = document.page_count()
            picture = document.render(0, 1.0) if pages else None
        (options.report / f"{file.stem}.txt").write_bytes(text.encode())
        if picture is not None:
            (options.report / f"{file.stem}.png").write_bytes(picture)
        record |= {"status": "ok", "pages": pages, "characters": len(text), "ms": ms}
    except (ReaderError, OSError) as error:
        status = describe(error).split(":")[0]
        record |= {"status": status, "pages": 0, "characters": 0, "ms": 0}
        raise
    finally:
        print(json.dumps(record), flush=True)


def describe(error: ReaderError | OSError) -> str:
    """Says what is wrong, as in the other languages."""
    if isinstance(error, OSError):
        return f"unreadable: {error.strerror}"
    return describe_payload(error.payload)


def describe_payload(error: Error) -> str:
    """Names the case, and what it holds."""
    match error:
        case ErrorMalformed(message):
            return f"malformed: {message}"
        case ErrorEncrypted():
            return "encrypted"
        case ErrorWrongPassword():
            return "wrong-password"
        case ErrorPageOutOfRange(page):
            return f"page-out-of-range: {page}"
        case ErrorUnsupported(message):
            return f"unsupported: {message}"


if __name__ == "__main__":
    sys.exit(main())
