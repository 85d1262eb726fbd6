"""The text of a PDF through pypdf."""

import io
from time import perf_counter_ns

BEFORE_IMPORT = perf_counter_ns()
import pypdf

IMPORTED = perf_counter_ns()

import worker
from worker import Call, Skip


def text(data: bytes) -> str:
    return "\f".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def prepare(row: str) -> Call:
    if row == "pdf_text":
        return Call("text(data)", text=text, data=worker.pdf())
    raise Skip("reads PDF files and nothing else")


worker.main(prepare, {"import": lambda: IMPORTED - BEFORE_IMPORT})
