"""The colour profile of Adobe RGB, for pictures that only say in their camera's notes that they are in it."""

import struct


def _fixed(*values: float) -> bytes:
    """`values` as ICC writes them: 16 bits before the point and 16 behind it."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _profile(name: bytes, red: bytes, green: bytes, blue: bytes, curve: bytes) -> bytes:
    """A profile of ICC version 2 for a screen, by its primaries, and one curve for all three."""
    white = (0.9642, 1.0, 0.8249)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(1 + 78),
        b"cprt": b"text\0\0\0\0None\0",
        b"wtpt": _xyz(*white),
        **dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), (red, green, blue), strict=True)),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data, begins = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", begins + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    head = struct.pack(">I4xI4s4s4s", begins + len(data), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s28x", 1998, 1, 1, 0, 0, 0, b"acsp") + _fixed(*white)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


# The numbers of "Adobe RGB (1998) Color Image Encoding", 2005-05, for the white of profiles, D50.
ADOBE_RGB = _profile(
    b"Adobe RGB",
    _xyz(0.60974, 0.31111, 0.01947),
    _xyz(0.20528, 0.62567, 0.06087),
    _xyz(0.14919, 0.06322, 0.74457),
    b"curv\0\0\0\0" + struct.pack(">IH2x", 1, 0x0233),
)
