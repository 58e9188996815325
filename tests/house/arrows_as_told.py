#!/usr/bin/env python3
"""Whether the sources keep to the table of rooms in docs/architecture.md, also inside one target, where the compiler
does not ask.

arrows_as_told.py PROJECT
"""
import re
import sys
from pathlib import Path

project = Path(sys.argv[1])
table = (project / "docs/architecture.md").read_text().split("| room |")[1].split("\n\n")[0]
FLOORS = ("crypto", "tokens", "protocol", "agent")


def read_rows():
    """What the table says each room may use, as it says it: {"crypto/der": ["base"], ...}."""
    rows = {}
    for names, uses in re.findall(r"^\| (`.*?) \|.*\| (.*) \|$", table, re.M):
        for room in re.findall(r"`([^`]+)`", names):
            if "/" in room:
                rows[room] = uses.split(", ")
    return rows


rows = read_rows()


def room_of(path):
    """The room of a file, or the floor where it lies in the floor's own folder."""
    inside = [room for room in rows if path.startswith(room + "/")]
    return max(inside, key=len) if inside else path.split("/")[0]


def named(name, floor):
    """The rooms that a word of the table means; none for a library."""
    if name == "all":
        return set(rows) | set(FLOORS)
    if name in FLOORS:
        return {room for room in rows if room.startswith(name + "/")} | {name}
    nearby = {room for room in rows if name in (room, room.removeprefix(floor + "/"))}
    return nearby or {room for room in rows if room.split("/")[-1] == name}


def below(room, seen):
    """Adds the rooms below one; a floor's own folder, such as tokens/token.hpp, is of all its rooms."""
    floor = room.split("/")[0]
    names = rows[room] if room in rows else [floor]
    for other in set().union(*(named(name, floor) for name in names)) - seen:
        seen.add(other)
        below(other, seen)
    return seen


failures = []
includes = 0
for file in sorted(file for floor in FLOORS for file in (project / floor).rglob("*.?pp")):
    path = str(file.relative_to(project))
    room = room_of(path)
    allowed = below(room, {room, room.split("/")[0]})
    for included in re.findall(r'^#include "([^"]+)"', file.read_text(), re.M):
        if included.split("/")[0] in FLOORS and (project / included).exists():
            includes += 1
            if room_of(included) not in allowed:
                failures.append(f"{path} includes {included}, and the table gives {room} no {room_of(included)}")

if len(rows) < 25 or includes < 500:
    failures.append(f"{len(rows)} rooms and {includes} includes were read: the table or the sources are not understood")
print("\n".join(failures) or f"{includes} includes keep to the table")
sys.exit(bool(failures))
