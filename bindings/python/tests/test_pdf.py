"""The example: a PDF parser, called from a program with generated bindings."""

import asyncio
import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, component

import outwit

EXAMPLE = ROOT / "examples" / "pdf"
SAMPLES = EXAMPLE / "samples"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """Runs the program with bindings that were written just now."""
    folder = tmp_path_factory.mktemp("pdf")
    shutil.copytree(
        EXAMPLE / "python" / "pdf", folder / "pdf", ignore=shutil.ignore_patterns("bindings", "__pycache__")
    )
    generate = [
        "generate",
        "python",
        EXAMPLE / "wit" / "pdf.wit",
        "--world",
        "pdf",
        "--out",
        folder / "pdf" / "bindings",
    ]
    subprocess.run([sys.executable, "-m", "outwit", *map(str, generate)], check=True, capture_output=True)
    environment = {**os.environ, "PDF_WASM": str(ROOT / "target" / "components" / "pdf.wasm")}

    def run(*arguments):
        command = [sys.executable, "-m", "pdf", *map(str, arguments)]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8"
        )

    return run


def test_metadata_and_text(pdf):
    shown = pdf(SAMPLES / "scripts.pdf")
    assert shown.returncode == 0, shown.stderr
    head, _, text = shown.stdout.partition("\n\n")
    assert "title: Grüße, Привет, שלום" in head.splitlines()
    assert head.splitlines()[-1] == "pages: 1"
    assert "Käthe fährt über die Brücke nach Łódź." in text


def test_several_files(pdf):
    shown = pdf(SAMPLES / "locked.pdf", SAMPLES / "marks.pdf", SAMPLES / "truncated.pdf", "missing.pdf")
    assert shown.returncode == 1
    assert "Upright text" in shown.stdout
    locked, truncated, missing = shown.stderr.splitlines()
    assert locked.endswith("locked.pdf: encrypted")
    assert "truncated.pdf: malformed: " in truncated
    assert missing == "missing.pdf: unreadable: No such file or directory"


def test_a_password(pdf):
    assert pdf("--password", "wrong", SAMPLES / "locked.pdf").stderr.endswith("locked.pdf: wrong-password\n")


def test_a_picture(pdf, tmp_path):
    assert pdf("--render", 1, tmp_path / "out.png", SAMPLES / "marks.pdf").returncode == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG\r\n")
    beyond = pdf("--render", 9, tmp_path / "none.png", SAMPLES / "marks.pdf")
    assert beyond.returncode == 1
    assert beyond.stderr.endswith("marks.pdf: page-out-of-range: 8\n")
    assert not (tmp_path / "none.png").exists()


@pytest.mark.parametrize("arguments", [[], ["--render", "0", "x", "y"], ["--render", "one", "x", "y"]])
def test_a_wrong_command_line(pdf, arguments):
    assert pdf(*arguments).returncode == 2


def test_a_report(pdf, tmp_path):
    done = pdf("--report", tmp_path, SAMPLES / "marks.pdf", SAMPLES / "locked.pdf")
    marks, locked = map(json.loads, done.stdout.splitlines())
    text = (tmp_path / "marks.txt").read_bytes().decode()
    assert (marks["status"], marks["pages"], marks["characters"]) == ("ok", 1, len(text))
    assert (locked["status"], locked["pages"], locked["characters"], locked["ms"]) == ("encrypted", 0, 0, 0)
    assert (tmp_path / "marks.png").exists()
    assert not (tmp_path / "locked.txt").exists()


def test_dynamic():
    reader = component("pdf").instantiate(deadline=60)["outwit:pdf/reader"]
    data = (SAMPLES / "marks.pdf").read_bytes()
    with reader.Document.open(data) as document:
        assert document.page_count() == 1
        assert document.metadata().pdf_version == "1.3"
        assert document.text(0) == reader.extract_text(bytearray(data))
        assert asyncio.run(outwit.off_thread(reader.extract_text, data)) == document.text(0)
        with pytest.raises(reader.ReaderError) as caught:
            document.text(7)
    assert caught.value.payload == reader.ErrorPageOutOfRange(7)
    with pytest.raises(reader.ReaderError) as caught:
        reader.extract_text(b"")
    assert type(caught.value.payload) is reader.ErrorMalformed
