"""Hostile PDFs, made here: small files that ask for a great deal."""

from __future__ import annotations

import zlib
from random import Random


def _pdf(objects: dict[int, bytes], *, root: int = 1) -> bytes:
    """A PDF of the objects given, with its table of offsets."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets.get(number, 0)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(out)


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def _page(
    content: bytes, *, box: bytes = b"0 0 595 842", resources: bytes = b""
) -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] /Contents 4 0 R"
        b" /Resources << " + resources + b" >> >>",
        4: content,
    }


def nested_forms(depth: int = 40) -> bytes:
    """Forms that draw the next one twice: 2 to the power of ``depth`` drawings."""
    objects = _page(_stream(b"/F Do"), resources=b"/XObject << /F 5 0 R >>")
    for level in range(depth):
        last = level == depth - 1
        draw = b"0 0 9 9 re f" if last else b"/F Do /F Do"
        inner = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level)
        extra = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner
        objects[5 + level] = _stream(draw, extra)
    return _pdf(objects)


def double_flate(megabytes: int = 400) -> bytes:
    """A content stream deflated twice: kilobytes that become ``megabytes`` of operators."""
    packer = zlib.compressobj(9)
    block = b"0 0 1 1 re f\n" * 80_000
    once = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    content = zlib.compress(once, 9)
    return _pdf(_page(_stream(content, b"/Filter [/FlateDecode /FlateDecode]")))


def giant_image(side: int = 30_000) -> bytes:
    """An image of ``side`` × ``side`` pixels in a few kilobytes."""
    packer = zlib.compressobj(9)
    row = bytes(side // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    extra = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
        b" /BitsPerComponent 1 /Filter /FlateDecode" % (side, side)
    )
    objects = _page(_stream(b"595 0 0 842 0 0 cm /I Do"), resources=b"/XObject << /I 5 0 R >>")
    objects[5] = _stream(data, extra)
    return _pdf(objects)


def giant_page() -> bytes:
    """A page a hundred kilometres wide with something to draw."""
    return _pdf(_page(_stream(b"0 0 9 9 re f"), box=b"0 0 280000000 280000000"))


def many_pages(count: int = 50_000) -> bytes:
    """One page, named ``count`` times."""
    objects = _page(_stream(b"0 0 9 9 re f"))
    objects[2] = b"<< /Type /Pages /Count %d /Kids [" % count + b"3 0 R " * count + b"] >>"
    return _pdf(objects)


def looped_pages() -> bytes:
    """A tree of pages that is its own child."""
    objects = _page(_stream(b""))
    objects[2] = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return _pdf(objects)


BOMBS = {
    "nested_forms": nested_forms,
    "double_flate": double_flate,
    "giant_image": giant_image,
    "giant_page": giant_page,
    "many_pages": many_pages,
    "looped_pages": looped_pages,
}


def mutant(data: bytes, seed: int) -> bytes:
    """The document with bytes changed, cut out, doubled or swapped, or its end lost."""
    rng = Random(seed)
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 10, 60))):
        at = rng.randrange(len(out))
        length = rng.choice((1, 4, 50, 400))
        way = rng.randrange(5)
        if way == 0:
            out[at] = rng.randrange(256)
        elif way == 1:
            del out[at : at + length]
        elif way == 2:
            out[at:at] = out[at : at + length]
        elif way == 3:
            out[at : at + length] = rng.randbytes(min(length, len(out) - at))
        else:
            digits = [i for i in range(at, min(at + 400, len(out))) if 48 <= out[i] <= 57]
            for index in digits[:3]:
                out[index] = 48 + rng.randrange(10)
        if len(out) < 10:
            break
    return bytes(out[: rng.randrange(len(out) // 2, len(out) + 1)] if rng.random() < 0.2 else out)
