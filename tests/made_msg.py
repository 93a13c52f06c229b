"""Outlook messages made from nothing: a compound file after [MS-CFB] 3, holding properties after [MS-OXMSG] 2."""

import struct
from datetime import UTC, datetime

_SECTOR, _MINI, _SMALL = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_UNICODE, _BINARY, _TIME, _LONG, _OBJECT = 0x001F, 0x0102, 0x0040, 0x0003, 0x000D


# --- a compound file --------------------------------------------------------------------------------


def compound(tree):
    """The bytes of a file whose storages are dicts and whose streams are bytes, by name."""
    entries = [{"name": "Root Entry", "kind": 5, "child": _FREE}]
    _grow(entries, 0, tree)
    chains, mini, mini_chain = [], b"", []
    for entry in entries:
        content = entry.get("content")
        if entry["kind"] != 2:
            continue
        if not content:
            entry["start"] = _END
        elif len(content) < _SMALL:
            entry["start"] = len(mini) // _MINI
            count = -(-len(content) // _MINI)
            mini_chain += [*range(entry["start"] + 1, entry["start"] + count), _END]
            mini += content.ljust(count * _MINI, b"\0")
        else:
            chains.append((entry, content))
    root = entries[0]
    root["content"] = mini
    sectors, fat = [], []

    def add(content, filler=b"\0"):
        start, count = len(sectors), -(-len(content) // _SECTOR)
        sectors.extend(content[n * _SECTOR : (n + 1) * _SECTOR].ljust(_SECTOR, filler) for n in range(count))
        fat.extend([*range(start + 1, start + count), _END] if count else [])
        return start if count else _END

    root["start"] = add(mini)
    for entry, content in chains:
        entry["start"] = add(content)
    mini_fat = add(struct.pack(f"<{len(mini_chain)}I", *mini_chain), b"\xff")
    mini_fat_count = -(-len(mini_chain) * 4 // _SECTOR)
    directory = add(b"".join(_entry(e) for e in entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0"))
    count = 1
    while count * (_SECTOR // 4) < len(fat) + count:
        count += 1
    places = list(range(len(sectors), len(sectors) + count))
    table = struct.pack(f"<{len(fat) + count}I", *fat, *[_FAT] * count).ljust(count * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, count, directory, 0, _SMALL, mini_fat, mini_fat_count, _END, 0)
    head += struct.pack("<109I", *places, *[_FREE] * (109 - count))
    return head + b"".join(sectors) + table


def _grow(entries, parent, tree):
    """Add a storage's children; siblings hang in a balanced tree, ordered by length of name, then by name."""
    numbers = []
    for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        numbers.append(len(entries))
        is_storage = isinstance(content, dict)
        entries.append({"name": name, "kind": 1 if is_storage else 2, "child": _FREE, "content": None if is_storage else content})
        if is_storage:
            _grow(entries, numbers[-1], content)
    entries[parent]["child"] = _hung(entries, numbers)


def _hung(entries, numbers):
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry["left"], entry["right"] = _hung(entries, numbers[:middle]), _hung(entries, numbers[middle + 1 :])
    return numbers[middle]


def _entry(entry):
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    size = len(entry.get("content") or b"")
    return (
        name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry["kind"], 1)
        + struct.pack("<III", entry.get("left", _FREE), entry.get("right", _FREE), entry["child"])
        + bytes(36) + struct.pack("<IQ", entry.get("start", 0), size)
    )  # fmt: skip


# --- a message --------------------------------------------------------------------------------------


def _storage(head, properties):
    """A storage with its list of properties, and a stream for each that has no fixed length."""
    rows, streams = [], {}
    for (number, kind), value in sorted(properties.items()):
        if kind == _UNICODE:
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = content = value.encode("utf-16-le")
            said = struct.pack("<II", len(content) + 2, 0)
        elif kind == _BINARY:
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = value
            said = struct.pack("<II", len(value), 0)
        elif kind == _OBJECT:
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = value
            said = struct.pack("<II", 0xFFFFFFFF, 1)
        elif kind == _TIME:
            said = struct.pack("<Q", int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)
        else:
            said = struct.pack("<II", value, 0)
        rows.append(struct.pack("<HHI", kind, number, 6) + said)
    return {"__properties_version1.0": head + b"".join(rows), **streams}


def message(
    *, subject, sender=("Wang Lan", "lan@lanyu.example"), to=(("Ops", "ops@lanyu.example", 1),), sent=None, body=None, html=None,
    attached=(), is_inner=False,
):  # fmt: skip
    """A message as a tree. `to`: name, address, 1 To, 2 Cc, 3 Bcc. `attached`: (name, bytes or the tree of a message)."""
    told = {(0x001A, _UNICODE): "IPM.Note", (0x0037, _UNICODE): subject, (0x0C1A, _UNICODE): sender[0], (0x0C1F, _UNICODE): sender[1],
            (0x340D, _LONG): 0x40000, (0x3FDE, _LONG): 65001}  # fmt: skip
    told |= {(0x1000, _UNICODE): body} if body is not None else {}
    told |= {(0x1013, _BINARY): html.encode()} if html is not None else {}
    told |= {(0x0039, _TIME): sent} if sent else {}
    counts = struct.pack("<8xIIII", len(to), len(attached), len(to), len(attached))
    tree = _storage(counts if is_inner else counts + bytes(8), told)
    for n, (name, address, kind) in enumerate(to):
        rows = {(0x3001, _UNICODE): name, (0x39FE, _UNICODE): address, (0x0C15, _LONG): kind}
        tree[f"__recip_version1.0_#{n:08X}"] = _storage(bytes(8), rows)
    for n, (name, content) in enumerate(attached):
        rows = {(0x3707, _UNICODE): name, (0x3705, _LONG): 5 if isinstance(content, dict) else 1}
        rows[(0x3701, _OBJECT if isinstance(content, dict) else _BINARY)] = content
        tree[f"__attach_version1.0_#{n:08X}"] = _storage(bytes(8), rows)
    if not is_inner:
        tree["__nameid_version1.0"] = {f"__substg1.0_{n:08X}": b"" for n in (0x00020102, 0x00030102, 0x00040102)}
    return tree


def saved(path, **told):
    """The message as a file."""
    path.write_bytes(compound(message(**told)))
    return path
