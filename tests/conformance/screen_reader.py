#!/usr/bin/python3
"""screen_reader.py PID: what a screen reader gets of this process's windows over AT-SPI.

Each event is a line of JSON on standard output. A line on standard input is answered with a list: everything that is
shown, in the order in which it is read.
"""
import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402: the version comes first

EVENTS = ("object:state-changed:focused", "object:state-changed:showing", "object:text-changed")
process = int(sys.argv[1])
# It gives up an answer after 0.8 s, and with it the event that asked: too little for tests that run side by side.
Atspi.set_timeout(30_000, 30_000)


def tell(what):
    print(json.dumps(what, ensure_ascii=False), flush=True)


def described(thing, window=None):
    thing.clear_cache()  # it would be kept up by events that are not asked for here
    states = thing.get_state_set()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "text": Atspi.Text.get_text(thing, 0, -1) if "Text" in thing.get_interfaces() else None,
        "hasKeyboard": states.contains(Atspi.StateType.FOCUSED),
        "window": window,
        "takesKeyboard": states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.ENABLED),
    }


def shown_in(thing, window=None):
    for at in range(thing.get_child_count()):
        child = thing.get_child_at_index(at)
        if child is None or not child.get_state_set().contains(Atspi.StateType.SHOWING):
            continue
        of = child.get_name() if window is None else window
        yield described(child, of)
        yield from shown_in(child, of)


def programs():
    """What of this process is on the accessibility bus."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    there = (desktop.get_child_at_index(at) for at in range(desktop.get_child_count()))
    return [program for program in there if program is not None and program.get_process_id() == process]


def shown_now():
    return [one for program in programs() for one in shown_in(program)]


def wait_for_program():
    """Qt asks which events are listened to, and only then to be told of new ones: what is registered between the two
    it never sends. Once it is on the bus both are done."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if programs():
                return
        except GLib.Error:
            pass  # some program has gone
        time.sleep(0.05)
    sys.exit(f"process {process} never came to the accessibility bus")


def shown():
    for _ in range(9):
        try:
            return shown_now()
        except GLib.Error:
            pass  # what was being read is gone: read again
    return shown_now()


def on_event(event):
    try:
        if event.source.get_process_id() != process:
            return
        change = event.any_data if isinstance(event.any_data, str) else None
        tell({"event": event.type, "begins": event.detail1 == 1, "change": change, **described(event.source)})
    except GLib.Error:
        pass  # it is gone already


def on_line(_source, _condition):
    if sys.stdin.readline():
        tell(shown())
        return True
    Atspi.event_quit()
    return False


wait_for_program()
listener = Atspi.EventListener.new(on_event)
for name in EVENTS:
    listener.register(name)
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
tell("listening")
Atspi.event_main()
