#!/usr/bin/env python3
"""Makes the PDF files of this folder, each with another producer. The programs and their versions: requirements.txt.

All text is made up for them. Dates and identifiers are fixed, so that the files change only when this script does.
"""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import fpdf
import pikepdf
import typst
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

HERE = Path(__file__).parent
WRITTEN = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)

OUTLINE = """
#set document(
  title: "The Lighthouse Handbook",
  author: "outwit",
  keywords: ("lamps", "lenses", "fog"),
  description: "How a lighthouse is kept",
  date: datetime(year: 2026, month: 3, day: 14, hour: 15, minute: 9, second: 26),
)
#set page(paper: "a5", numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en")
#set heading(numbering: "1.1")

= The lamp
The lamp burns from dusk to dawn. Trim the wick at every watch, and write the hour in the book.

== Oil
Fill the tank before noon, while the light is good. A full tank lasts for two efficient nights.

== Wick
A wick that smokes is too long; one that flickers is too short.
#pagebreak()
= The lens
Wipe the lens with a dry cloth, from the middle to the rim. Never touch it with a bare hand.
#pagebreak()
= The fog signal
== When to sound it
Sound the horn when the far rock cannot be seen: three blasts, each of two seconds.
"""

SCRIPTS = """
#set document(title: "Grüße, Привет, שלום", author: "outwit", date: datetime(year: 2026, month: 3, day: 14))
#set page(width: 120mm, height: 90mm, margin: 10mm)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 12pt)
#set par(spacing: 14pt)
Käthe fährt über die Brücke nach Łódź.

Маяк светит всю ночь.

Ο φάρος φωτίζει όλη τη νύχτα.

#text(lang: "he", dir: rtl)[המגדלור מאיר 24 שעות ביום]

#text(lang: "ar", dir: rtl)[المنارة تضيء الليل]

The word שלום means peace.
"""

COLUMNS = [
    "The ferry leaves the north pier at six in the morning and reaches the island before the shops are open. "
    "Those who carry parcels board first, then bicycles, and last of all the people with nothing but a ticket.",
    "In winter the crossing takes longer. The pilot keeps to the deep channel, and the deck is closed when ice "
    "hangs from the rails. Tea is sold below, and the windows are wiped every hour so that the buoys can be seen.",
    "On the island a single road runs from the harbour to the mill. Nobody has counted its bends, though every "
    "child there claims to have done so. A bus drives along it twice a day, and waits for whoever waves.",
    "The last boat back leaves at nine. Whoever misses it may sleep in the old customs house, where a lamp is lit "
    "in the upper window and the key lies under the third stone from the door.",
]

MARKS = rb"""
BT /F1 12 Tf 50 250 Td (Upright text) Tj ET
BT /F1 12 Tf 0 1 -1 0 40 60 Tm (Text that climbs) Tj ET
BT /F1 12 Tf 50 220 Td (Bold by force) Tj 0.4 0 Td (Bold by force) Tj ET
BT /F1 12 Tf 50 200 Td [(Gaps) -400 (make) -400 (w) 30 (ords)] TJ ET
BT /F1 12 Tf 50 180 Td (Caf) Tj ET BT /F1 12 Tf 70.9 180 Td (\302) Tj ET BT /F1 12 Tf 68.67 180 Td (e) Tj ET
/Span << /ActualText (Drawn as a shape) >> BDC BT /F1 12 Tf 50 160 Td (\001\002\003) Tj ET EMC
BT /F1 12 Tf 50 140 Td (x) Tj 4 Ts /F1 8 Tf (2) Tj 0 Ts /F1 12 Tf ( + y) Tj ET
BT /F1 12 Tf 50 120 Td (A divi-) Tj 0 -14 Td (ded word, and well-) Tj 0 -14 Td (Known names) Tj ET
BT 3 Tr /F1 12 Tf 50 70 Td (Not seen, but read) Tj ET
"""


def outline(file: Path) -> None:
    file.write_bytes(compile_typst(OUTLINE))


def scripts(file: Path) -> None:
    file.write_bytes(compile_typst(SCRIPTS))


def compile_typst(source: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.typ"
        path.write_text(source, encoding="utf-8")
        return typst.compile(path, ignore_system_fonts=True, timestamp=int(WRITTEN.timestamp()))


def columns(file: Path) -> None:
    """A title across the page, and two columns below it."""
    width, height = A5
    title = Frame(15 * mm, height - 35 * mm, width - 30 * mm, 20 * mm, id="title")
    column = (width - 38 * mm) / 2
    left = Frame(15 * mm, 15 * mm, column, height - 55 * mm, id="left")
    right = Frame(23 * mm + column, 15 * mm, column, height - 55 * mm, id="right")
    document = BaseDocTemplate(str(file), pagesize=A5, title="The Ferry", author="outwit", invariant=True)
    document.addPageTemplates(PageTemplate(id="columns", frames=[title, left, right]))
    heading = ParagraphStyle("heading", fontName="Times-Bold", fontSize=18, leading=22, alignment=1)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, alignment=4, spaceAfter=6)
    first, second, third, fourth = (Paragraph(text, body) for text in COLUMNS)
    document.build(
        [
            NextPageTemplate("columns"),
            Paragraph("The Ferry to the Island", heading),
            *(FrameBreak(), first, second),
            *(FrameBreak(), third, fourth),
        ]
    )


def locked(file: Path) -> None:
    """Encrypted with AES-256; opens with the password `outwit`, or as the owner with `owner`."""
    document = fpdf.FPDF(format=(100, 60))
    document.set_title("A Secret")
    document.set_author("outwit")
    document.set_creation_date(WRITTEN)
    document.add_page()
    document.set_font("Helvetica", size=14)
    document.cell(text="The key lies under the third stone.")
    document.output(str(file))
    with pikepdf.open(file, allow_overwriting_input=True) as plain:
        plain.save(file, encryption=pikepdf.Encryption(user="outwit", owner="owner", R=6))


def marks(file: Path) -> None:
    """Text that is not simply written line by line, on a page that is turned by a quarter."""
    with pikepdf.new() as document:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.StandardEncoding,
        )
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, 200, 300],
            Rotate=90,
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
            Contents=document.make_stream(MARKS),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
        document.save(file, deterministic_id=True, compress_streams=False)


def truncated(file: Path) -> None:
    """The beginning of another file, broken off before its first page."""
    whole = (HERE / "outline.pdf").read_bytes()
    file.write_bytes(whole[: len(whole) // 20])


def main() -> None:
    for make in (outline, scripts, columns, locked, marks, truncated):
        file = HERE / f"{make.__name__}.pdf"
        make(file)
        print(f"{file.name:14} {file.stat().st_size:6} bytes")


if __name__ == "__main__":
    main()
