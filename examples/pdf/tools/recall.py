#!/usr/bin/env python3
"""Compares the words that a program finds in PDF files with those that poppler's pdftotext finds.

usage: recall.py [--min-mean 0.95] [--passwords FILE=PASSWORD,...] FOLDER COMMAND...

COMMAND is run with the path of a PDF file added (and `--password PASSWORD`, where the file has one), and prints its
text; if it fails, the file counts as read without any word. Words are compared as a multiset, after NFKC. Files in
which pdftotext finds no word are left out. So are, from the first mean, files with letters that are read from right to
left: pdftotext 22.12 can give them in the order of sight, so that its words are no reference; they are marked with a
star, and the second mean has them too. Exits with 1 if the first mean is too low.
"""

import argparse
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path


def words(text: bytes) -> Counter[str]:
    return Counter(unicodedata.normalize("NFKC", text.decode("utf-8", "replace")).split())


def right_to_left(words: Counter[str]) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for word in words for char in word)


def run(command: list[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        print(f"{command[-1]}: {done.stderr.decode(errors='replace').strip()}", file=sys.stderr)
        return b""
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--min-mean", type=float, default=0.95)
    parser.add_argument("--passwords", default="")
    parser.add_argument("folder", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    passwords = dict(pair.split("=", 1) for pair in arguments.passwords.split(",") if pair)

    recalls: list[float] = []
    starred: list[float] = []
    print(f"{'file':44} {'words':>6} {'recall':>7} {'precision':>9}")
    for file in sorted(arguments.folder.glob("*.pdf")):
        password = passwords.get(file.name)
        theirs = words(run(["pdftotext", *(["-upw", password] if password else []), str(file), "-"]))
        ours = words(run([*arguments.command, str(file), *(["--password", password] if password else [])]))
        common = (theirs & ours).total()
        if theirs.total() == 0:
            continue
        recall, precision = common / theirs.total(), common / max(ours.total(), 1)
        star = right_to_left(theirs)
        (starred if star else recalls).append(recall)
        print(f"{file.name + ' *' * star:44} {theirs.total():6} {recall:7.3f} {precision:9.3f}")

    if not recalls:
        print("no file with text", file=sys.stderr)
        return 1
    mean = sum(recalls) / len(recalls)
    print(f"{f'mean of {len(recalls)} files':44} {'':6} {mean:7.3f}")
    if starred:
        every = recalls + starred
        print(f"{f'with the starred: mean of {len(every)} files':44} {'':6} {sum(every) / len(every):7.3f}")
    return 0 if mean >= arguments.min_mean else 1


if __name__ == "__main__":
    sys.exit(main())
