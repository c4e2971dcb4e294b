"""Files that mean harm: rings, bombs, endless and enormous ones, and any bytes at all."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import zlib
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Limits, extract_text
from indexer.extract.child import answer
from ontology.errors import ExtractionError, ExtractionLimitError
from tests.indexer.made_files import pdf, pdf_of, stream, word

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"


def text_or_error(data: bytes, limits: Limits) -> str:
    try:
        return extract_text(data, limits=limits).text
    except ExtractionError as exc:
        return str(exc)


def bombed(content: bytes) -> bytes:
    """Make a PDF whose page is packed twice."""
    packed = zlib.compress(zlib.compress(content))
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        stream(packed, b"/Filter [/FlateDecode /FlateDecode]"),
    )


@pytest.mark.parametrize(
    "data",
    [
        pdf("Zorg.").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        pdf_of(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2000000000 >>",
            PAGE,
            stream(b""),
        ),
        pdf_of(
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE,
            stream(b""),
            b"<< /First 6 0 R /Last 6 0 R >>",
            b"<< /Title (Rond) /Next 6 0 R /First 6 0 R /Dest [3 0 R /Fit] >>",
        ),
        pdf("Zorg.").replace(b"startxref\n", b"startxref\n9"),
        bombed(b"(a) Tj " * 20_000_000),
        bombed(b"q " * 40_000_000),
        b"%PDF-1.7\n" + b"[" * 1_000_000,
        b"%PDF-1.7\n" + b"<< /A " * 500_000,
        b"<html>" + b"<table><tr><td>" * 50_000,
        b"<html>" + b"<!--" * 500_000,
        b"<html><p " + b"a=b " * 500_000,
        b"<html>" + b"&" * 1_000_000,
        b"<" * 1_000_000,
        b"# " * 500_000,
        b"a\n-\n" * 200_000,
    ],
    ids=[
        "ring of pages", "pages without end", "ring of headings", "table elsewhere",
        "bomb of text",
        "bomb of signs", "deep array", "deep dictionary", "deep tables", "comment",
        "attributes", "ampersands", "brackets",
        "marks", "lines",
    ],
)  # fmt: skip
def test_what_means_harm_ends_in_text_or_one_clear_sentence(data: bytes) -> None:
    found = text_or_error(data, Limits(timeout_s=8, memory_bytes=800_000_000))
    assert not found.startswith("Het bestand") or re.fullmatch(r"Het bestand: [^\n]+\.", found)


@pytest.mark.parametrize("data", [pdf("Zorg."), word(("Normal", "Zorg.")), b"<html><p>Zorg."])
def test_a_process_that_is_late_is_ended(data: bytes) -> None:
    with pytest.raises(
        ExtractionLimitError, match=r"na 0\.01 seconden was het niet gelezen\. Lever een deel"
    ):
        extract_text(data, limits=Limits(timeout_s=0.01))


def test_a_process_that_takes_too_much_memory_gives_a_clear_error() -> None:
    large = b"<html><body>" + b"<p>woord</p>" * 2_000_000
    with pytest.raises(ExtractionError):
        extract_text(large, limits=Limits(memory_bytes=120_000_000))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "groot.pdf"
    with file.open("wb") as written:
        written.write(b"%PDF-1.7\n")
        written.truncate(10_000_000_000)  # takes no room on the disk
    with pytest.raises(ExtractionLimitError, match=r"groot\.pdf: het is groter dan 50 MB\. Lever een deel"):
        extract_text(file)


def test_without_memory_the_answer_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("indexer.extract.child._read", refuse)
    assert answer("application/pdf", b"", Limits()) == {
        "ok": False,
        "error": "ExtractionLimitError",
        "message": "het bestand kost te veel geheugen of is te diep genest. Lever een deel ervan.",
    }


def test_the_process_can_reach_no_network_and_write_no_file(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "from indexer.extract.child import shut_in\n"
        "shut_in(500_000_000)\n"
        "try:\n    open(sys.argv[1], 'wb', 0).write(b'x')\n"
        "except OSError:\n    print('no file')\n"
        "try:\n    socket.create_connection(('127.0.0.1', int(sys.argv[2])), 5)\n"
        "except OSError:\n    print('no network')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        asked = [sys.executable, "-c", code, str(tmp_path / "f"), port]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "no file")
    if "no network" not in done.stdout:
        pytest.skip("this system gives an ordinary user no network of its own")


def test_what_the_process_answers_comes_as_one_object() -> None:
    asked = {"media_type": "text/html", "encoding": "", "limits": asdict(Limits())}
    done = subprocess.run(
        [sys.executable, "-m", "indexer.extract.child"],
        input=json.dumps(asked).encode() + b"\n<html><p>Zorg.",
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert json.loads(done.stdout)["text"] == "Zorg."


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf"]


@settings(max_examples=15)
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_any_bytes_give_text_or_our_error(data: bytes, start: bytes) -> None:
    with suppress(ExtractionError):
        assert isinstance(extract_text(start + data).text, str)


@settings(max_examples=15)
@given(
    st.sampled_from([pdf("Zorg.", "Wonen.", outline=True), word(("Heading 1", "Zorg."))]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=20),
    st.floats(0.5, 1),
)
def test_damaged_files_give_text_or_our_error(
    data: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[int(place * len(data))] = byte
    with suppress(ExtractionError):
        assert isinstance(extract_text(bytes(damaged[: int(kept * len(data))])).text, str)
