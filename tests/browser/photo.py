"""A photo to send: a street lamp without light against the evening sky, drawn here so that no file need be kept."""

import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 480, 360
POLE = range(300, 308)
ARM = range(200, 308)
LAMP = range(190, 232)
HORIZON = 300


def write_photo(path: Path) -> Path:
    """A PNG of a few kilobytes."""
    pixels = b"".join(b"\0" + b"".join(bytes(_colour(x, y)) for x in range(WIDTH)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(pixels, 9)), _chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def _colour(x: int, y: int) -> tuple[int, int, int]:
    if y >= HORIZON:
        return (28, 30, 36)
    if (x in POLE and y > 60) or (x in ARM and 56 < y < 64):
        return (16, 18, 24)
    if x in LAMP and 64 <= y < 78:
        return (70, 70, 78)
    shade = y / HORIZON
    return (int(24 + 120 * shade**3), int(34 + 70 * shade**3), int(74 + 40 * shade))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
