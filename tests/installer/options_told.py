#!/usr/bin/env python3
"""Holds together all that tells which commands and options there are: --help, the manual, the completions of the
three shells and docs/administration.md. The manual and the completions are those of the sources or of a package.

options_told.py QOLTANBA QOLTANBA_AGENT ADMINISTRATION_MD MANUAL_FOLDER BASH_FOLDER ZSH_FOLDER FISH_FOLDER
"""
import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

programs = {"qoltanba": sys.argv[1], "qoltanba-agent": sys.argv[2]}
administration = Path(sys.argv[3]).read_text()
manual, bash, zsh, fish = map(Path, sys.argv[4:])
OPTION = re.compile(r"--[a-z][a-z-]*")
ALWAYS = {"--help", "--version"}
failures = []


def output(*command):
    return subprocess.run(command, env=os.environ | {"LC_ALL": "C.UTF-8"}, check=True, capture_output=True, text=True).stdout


def same(who, told, there):
    for option in sorted(told - there):
        failures.append(f"{who} has {option}, the program does not")
    for option in sorted(there - told):
        failures.append(f"{who} lacks {option}")


def usage(program, command=""):
    """The options of a program and of each command below, by the command's words: {"": {...}, "keys list": {...}}."""
    text = output(programs[program], *command.split(), "--help")
    subcommands = re.split(r"^subcommands:$", text, flags=re.M | re.I)[1:]
    if not subcommands:
        return {command: set(re.findall(r"^ {2,12}(?:-\w, *)?(--[a-z-]+)", text, re.M))}
    below = {command: ALWAYS} if command == "" else {}
    for name in re.findall(r"^  ([a-z]+)\s", subcommands[0], re.M):
        below |= usage(program, f"{command} {name}".strip())
    return below


def bash_completes(program, command):
    stub = """_init_completion() { words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=--; prev=; }
              _filedir() { :; }"""
    function = "_" + program.replace("-", "_")
    return set(output("bash", "-c", f"""{stub}; . {bash}/{program}
        COMP_WORDS=({program} {command} --); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); {function}; echo "${{COMPREPLY[*]}}"
        """).split())


def fish_completes(program, command):
    lines = output("fish", "--no-config", "-c",
                   f"source {fish}/{program}.fish; complete -C '{program} {command} --'").splitlines()
    return {line.split("\t")[0] for line in lines}


def zsh_completes(program, group):
    """What _arguments is called with: for a group of commands, such as keys, the options of all of them."""
    stub = 'emulate zsh; _arguments() { if [[ $1 == -C ]]; then state=argument; else print -rl -- "$@"; fi }'
    return set(OPTION.findall(output("zsh", "-f", "-c",
                                     f"{stub}; words=({group}); . {zsh}/_{program}")))


def page_of(program):
    page, packed = manual / f"{program}.1", manual / f"{program}.1.gz"
    return page.read_text() if page.exists() else gzip.decompress(packed.read_bytes()).decode()


def check_manual(program, there):
    page = re.sub(r"\\f[A-Z]", "", page_of(program).replace(r"\-", "-"))
    same(f"man {program}", set(OPTION.findall(page)), set().union(*there.values()) | ALWAYS)
    synopsis = " ".join(re.sub(r"^\.\w+ ", "", page.split(".SH SYNOPSIS\n")[1].split("\n.SH ")[0], flags=re.M).split())
    for command in filter(None, there):
        group, _, name = command.partition(" ")
        if not re.search(rf"\b{program} {group}\b[a-z| ]*\b{name}\b", synopsis):
            failures.append(f"the synopsis of man {program} lacks {command}")
    for heading, text in re.findall(rf"^\.SS ({program} .*)\n((?:(?!\.S[SH]).*\n)*)", page, re.M):
        about = [name.removeprefix(program).strip() for name in heading.split(",")]
        options = set().union(*(there[c] for c in there if any(c == a or c.startswith(a + " ") for a in about)))
        for option in sorted(set(OPTION.findall(text)) - options):
            failures.append(f"man {program}, {heading}: there is no {option}")


def check_administration(there):
    table = administration.split("\n## The command\n")[1].split("\n\n")[0]
    told = {}
    for row in re.findall(r"^\| `qoltanba ([^`]*)`", table.replace(r"\|", "|"), re.M):
        words = re.match(r"[a-z| ]+", row).group().split()
        for name in words[1].split("|") if len(words) > 1 else [""]:
            options = set(OPTION.findall(row)) | ({"--output"} if "-o " in row else set())
            told.setdefault(f"{words[0]} {name}".strip(), set()).update(options)
    for command in filter(None, there):
        same(f"administration.md, {command}", told.get(command, set()), there[command] - ALWAYS)
    agent = administration.split("| option of `qoltanba-agent` |")[1].split("\n\n")[0]
    same("administration.md, qoltanba-agent",
         {option for row in re.findall(r"^\| (`--.*?) \|", agent, re.M) for option in OPTION.findall(row)},
         usage("qoltanba-agent")[""] - ALWAYS)


for program in programs:
    there = usage(program)
    if program == "qoltanba" and len(there) < 10:
        failures.append("--help of qoltanba was not understood")
    groups = {}
    for command, options in there.items():
        same(f"bash, {program} {command}", bash_completes(program, command), options)
        same(f"fish, {program} {command}", fish_completes(program, command), options)
        groups.setdefault(command.split(" ")[0], set()).update(options)
    for group, options in groups.items():
        if group or len(groups) == 1:
            same(f"zsh, {program} {group}", zsh_completes(program, group), options)
    check_manual(program, there)
    if program == "qoltanba":
        check_administration(there)

print("\n".join(failures) or "all say the same")
sys.exit(bool(failures))
