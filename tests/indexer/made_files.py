"""Small files of the kinds that people bring, made by hand or by the libraries that write them."""

from __future__ import annotations

import io

import docx
import pypdf


def pdf_of(*objects: bytes) -> bytes:
    """Number *objects* and put a table of them behind; the first is the catalogue."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(body))
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    """Wrap the bytes of a stream."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def pdf(*pages: str | bytes, title: str = "", password: str = "", outline: bool = False) -> bytes:
    """Make a small PDF with a text on each page: one line for each line, or the bytes of a whole page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        lines = b" T* ".join(b"(%b) Tj" % line.encode("cp1252") for line in str(page).splitlines())
        shown = page if isinstance(page, bytes) else b"BT /F1 12 Tf 14 TL 72 720 Td %b ET" % lines
        objects.append(stream(shown))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    data = pdf_of(*objects)
    if not (title or password or outline):
        return data
    writer = pypdf.PdfWriter(io.BytesIO(data))
    if title:
        writer.add_metadata({"/Title": title})
    if outline:
        for number, page in enumerate(pages):
            writer.add_outline_item(title=str(page).split(".")[0], page_number=number)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return saved(writer)


def word(*paragraphs: tuple[str, str]) -> bytes:
    """Make a Word document of (style, text), with a table behind it."""
    document = docx.Document()
    document.core_properties.title = "Plan"
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Fonds", "15.000"
    return saved(document)


def saved(document: pypdf.PdfWriter | docx.document.Document) -> bytes:
    """Give what a library writes."""
    written = io.BytesIO()
    if isinstance(document, pypdf.PdfWriter):
        document.write(written)
    else:
        document.save(written)
    return written.getvalue()
