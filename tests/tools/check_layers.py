# SPDX-License-Identifier: MIT
"""Checks the include lines against the table in docs/architecture.md:  python check_layers.py [PROJECT]"""
import pathlib
import re
import sys

project = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
include = project / "include" / "eidograph"
# The faces and umbrellas: which rooms and faces each may lead to beyond its own room.
FACES = {"resize": "resample", "convert": "convert", "geometry": "geometry", "reduce": "reduce", "overlay": "overlay",
         "recipe": "recipe", "view": "slice", "core": "recipe", "eidograph": "numpy", "io": "numpy"}


def table():
    text = (project / "docs" / "architecture.md").read_text()
    rows = re.search(r"<!-- layers -->(.*)<!-- /layers -->", text, re.S)[1]
    allowed = {}
    for room, rooms in re.findall(r"^\| (\w+) \|([\w ]*)\|$", rows, re.M):
        if room != "room":
            allowed[room] = set(rooms.split()) | {room}
    return allowed


def room_of(path):
    parts = path.relative_to(include).parts
    return parts[0] if len(parts) > 1 else None


def main():
    allowed, bad, lines = table(), [], 0
    for header in sorted(include.rglob("*.hpp")):
        room = room_of(header)
        if room is not None and room not in allowed:
            bad.append(f"{header}: the room {room} is not in docs/architecture.md")
            continue
        for number, line in enumerate(header.read_text().splitlines(), 1):
            where = f"{header.relative_to(project)}:{number}"
            external = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
            if external and re.match(r"xt(ensor|l)/", external[1]) and room not in ("numpy", "interop"):
                bad.append(f"{where}: only numpy/ and interop/ include xtensor")
            if external and re.match(r"(concepts|ranges|format|numbers|iostream|regex)$", external[1]):
                bad.append(f"{where}: <{external[1]}> is not used here")
            ours = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if not ours:
                continue
            lines += 1
            target = (header.parent / ours[1]).resolve()
            if not target.is_file():
                bad.append(f"{where}: there is no {ours[1]}")
                continue
            to = room_of(target) or FACES[target.stem]
            if room is not None and to not in allowed[room]:
                bad.append(f"{where}: {room}/ may not include {to}/")
    for row in bad:
        print(row)
    print(f"{lines} include lines, {len(bad)} against the table")
    return bool(bad) or lines == 0


if __name__ == "__main__":
    sys.exit(main())
