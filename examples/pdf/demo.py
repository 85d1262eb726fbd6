"""Runs the three PDF programs on the same files and compares what they say.

Usage: demo.py OUT FILE... -- writes OUT/NAME.txt, OUT/NAME.LANGUAGE.png and OUT/report.json, prints a
table, and exits with 1 if two languages differ. A file that cannot be read is a row with its error.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "pdf"

PROGRAMS = {
    "python": [str(EXAMPLE / "python" / ".venv" / "bin" / "python"), "-m", "pdf"],
    "node": ["node", str(EXAMPLE / "typescript" / "dist" / "main.js")],
    "go": [str(EXAMPLE / "go" / "pdf")],
}


def run(language: str, files: list[Path], out: Path) -> list[dict]:
    """Runs one language's program over all files: one record a file, in the same order."""
    folder = out / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [*PROGRAMS[language], "--report", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    records = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(records) != len(files) or done.returncode not in (0, 1):
        sys.exit(f"{language}: {len(records)} records for {len(files)} files, status {done.returncode}\n{done.stderr}")
    for file, record in zip(files, records, strict=True):
        for suffix in ("txt", "png"):
            written = folder / f"{file.stem}.{suffix}"
            record[suffix] = hashlib.sha256(written.read_bytes()).hexdigest() if written.exists() else None
    return records


def main() -> int:
    """Compares the languages and writes the report."""
    out, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    stems = [file.stem for file in files]
    for stem in {s for s in stems if stems.count(s) > 1}:
        sys.exit(f"two files are called {stem}; their results would overwrite each other")
    out.mkdir(parents=True, exist_ok=True)
    results = {language: run(language, files, out) for language in PROGRAMS}
    report, differ = [], []
    width = max([len(file.name) for file in files] + [4])
    heads = " ".join(f"{'ms ' + language:>10}" for language in PROGRAMS)
    hashes = " ".join(f"{language:<8}" for language in PROGRAMS)
    print(f"{'file':<{width}} {'pages':>5} {'characters':>10}  {hashes} {heads}")
    for index, file in enumerate(files):
        rows = {language: results[language][index] for language in PROGRAMS}
        first = rows["python"]
        for key in ("status", "pages", "characters", "txt", "png"):
            if len({row[key] for row in rows.values()}) != 1:
                differ.append(f"{file}: {key} differs: " + ", ".join(f"{k} {r[key]}" for k, r in rows.items()))
        if first["txt"]:
            shutil.copyfile(out / "python" / f"{file.stem}.txt", out / f"{file.stem}.txt")
        for language, row in rows.items():
            if row["png"]:
                os.replace(out / language / f"{file.stem}.png", out / f"{file.stem}.{language}.png")
        report.append(
            {
                "file": str(file),
                "status": first["status"],
                "pages": first["pages"],
                "characters": first["characters"],
                **{
                    language: {"sha256_text": row["txt"], "sha256_png": row["png"], "ms": row["ms"]}
                    for language, row in rows.items()
                },
            }
        )
        if first["status"] == "ok":
            texts = " ".join(f"{row['txt'][:8]}" for row in rows.values())
            times = " ".join(f"{row['ms']:>10.1f}" for row in rows.values())
            print(f"{file.name:<{width}} {first['pages']:>5} {first['characters']:>10}  {texts} {times}")
        else:
            print(f"{file.name:<{width}} {first['status']}")
    for language in PROGRAMS:
        shutil.rmtree(out / language)
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    for difference in differ:
        print(difference, file=sys.stderr)
    print(f"{len(files)} files, {len(differ)} differences; written to {out}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
