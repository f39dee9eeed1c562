#!/usr/bin/env python3
"""Builds what docs/extending.md adds, and runs what it shows: extending_test.py SOURCE BUILD NINJA

The files that the page changes are copied and changed as it says, compiled without optimization and linked into a
program of their own, before the libraries of BUILD. Counted is how many files each kind of addition touches. The
commands of the page then run with that program, and must print what the page prints ("…" stands for what it leaves
out); so must the examples in the rows of functions and procedures. Exit code 77 where this can't be tried.
"""
import concurrent.futures
import csv
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

source, build, ninja = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
page = source / "docs/extending.md"

# How many files a new member of each open set may touch: the promise of the page.
files_of = {
    "A function": 1,
    "A procedure": 1,
    "A format": 2,
    "A command": 2,
    "A period predicate": 2,
    "A check": 2,
    "An optimizer rule": 2,
}


class Section:
    def __init__(self, title):
        self.title = title
        self.files = {}  # path: the text of a new file, or the hunks to add
        self.steps = []  # (line, commands, what they print or None)


def read_page():
    sections, path, block = [Section("")], None, None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if block is None:
            if line.startswith("## "):
                sections.append(Section(line[3:]))
            elif line.startswith("```"):
                block = (line[3:], number, [])
            elif line.endswith("`:"):
                path = re.search(r"`([^`]+)`:$", line).group(1)
            continue
        if line != "```":
            block[2].append(line)
            continue
        kind, start, lines = block
        block = None
        section, text = sections[-1], "\n".join(lines) + "\n"
        if kind in ("cpp", "diff"):
            if path is None or path in section.files:
                sys.exit("%s:%d: which file is this?" % (page, start))
            section.files[path] = text if kind == "cpp" else hunks_of(lines)
            path = None
        elif kind == "sh":
            section.steps.append([start, text, None])
        elif kind == "text":
            section.steps[-1][2] = text
        else:
            sys.exit("%s:%d: a block of %s is neither built nor run" % (page, start, kind or "no language"))
    return sections


def hunks_of(lines):
    hunks = [[]]
    for line in lines:
        if line.strip() == "…":
            hunks.append([])
        else:
            hunks[-1].append((line[:1] == "+", line[1:]))
    return hunks


def changed(path, text, hunks):
    """`text` with the lines of each hunk added between those that it stands between, whatever the space around them."""
    for hunk in hunks:
        around = [line for is_added, line in hunk if not is_added]
        pattern = r"(\s*)".join("(" + r"\s+".join(map(re.escape, line.split())) + ")" for line in around)
        found = list(re.finditer(r"(?<!\w)" + pattern, text))
        if not around or len(found) != 1:
            sys.exit("%s: %d places in %s have\n%s" % (page, len(found), path, "\n".join(around)))
        made, context = [], iter(found[0].groups()[::2])
        for is_added, line in hunk:
            made.append(line if is_added else next(context))
        text = text[:found[0].start()] + "\n".join(made) + text[found[0].end():]
    return text


def target_of(path):
    return "entente_cli_parts" if path.startswith("tools/cli/") else "entente_" + path.split("/")[1]


def flags_of(targets):
    """How each target compiles, as words without input and output."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        for target in targets:
            if "/%s.dir/" % target in entry["command"]:
                words = shlex.split(entry["command"])
                del words[words.index("-o"):]
                found[target] = (words, entry["directory"])
    return found


def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    return done.returncode, done.stdout


def users_of(header):
    """Sources that go over a table of the header, which has grown."""
    names = re.findall(r"\b(?:constexpr std::array (k\w+)|void (for_each_\w+))", (source / header).read_text(encoding="utf-8"))
    table = re.compile(r"\b(%s)\b" % "|".join(name for pair in names for name in pair if name))
    return [str(path.relative_to(source)) for folder in ("src", "tools/cli") for path in sorted((source / folder).rglob("*.cpp"))
            if table.search(path.read_text(encoding="utf-8"))]


def compile_all(files, work):
    flags = flags_of({target_of(path) for path in files})

    def compile_one(path):
        words, folder = flags[target_of(path)]
        # A copy is found before the source that it stands for.
        command = [words[0], "-I" + str(work / "include"), "-I" + str(work / "src"), "-I" + str(work / "tools"), *words[1:], "-O0",
                   "-o", str(work / path) + ".o", "-c", str(work / path)]
        code, said = run(command, folder)
        return "" if code == 0 else "%s does not compile\n%s" % (path, said)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        faults = [fault for fault in pool.map(compile_one, files) if fault]
    if faults:
        sys.exit("\n".join(faults))


def link(files, work):
    """As entente itself is linked. What is defined here comes first: of two definitions the linker takes that."""
    code, said = run([ninja, "-t", "commands", "-s", "bin/entente"], build)
    words = shlex.split(said.strip().splitlines()[-1]) if code == 0 and said.strip() else []
    words = [word for word in words if word not in (":", "&&")]
    if "-o" not in words:
        sys.exit("how entente is linked can't be told:\n" + said)
    at = words.index("-o")
    program = work / "bin/entente"
    program.parent.mkdir()
    command = words[:at] + ["-Wl,--allow-multiple-definition", "-o", str(program)] + [str(work / path) + ".o" for path in files] + words[at + 2:]
    code, said = run(command, build)
    if code:
        sys.exit("the program does not link\n" + said)


def examples_of(section):
    """Of its rows: queries on graph-data/tiny, and what they give."""
    for text in section.files.values():
        if not isinstance(text, str):
            added = "\n".join(line for hunk in text for is_added, line in hunk if is_added)
            yield from re.findall(r'"((?:RETURN|MATCH|CALL|UNWIND) [^"]*)",\s*"([^"]*)"', re.sub(r'"\s*\n\s*"', "", added))


def answer(program, query, folder):
    code, said = run([str(program), "query", "tiny.db", query, "--format", "csv"], folder)
    rows = list(csv.reader(said.splitlines()))[1:]
    return " | ".join(cell or "null" for cell in rows[0]) if code == 0 and len(rows) == 1 else said


def is_shown(text, shown):
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), text, re.DOTALL) is not None


def main():
    sections = read_page()
    faults = []
    for title, most in files_of.items():
        touched = [len(section.files) for section in sections if section.title == title]
        if touched != [most]:
            faults.append("%s: touches %s files, and is to touch %d" % (title, touched, most))
    files = {}
    with tempfile.TemporaryDirectory(prefix="extending-", dir=build) as folder:
        work = pathlib.Path(folder)
        for section in sections:
            for path, text in section.files.items():
                there = source / path
                if isinstance(text, str) == there.exists():
                    sys.exit("%s: %s is %sthere" % (page, path, "" if there.exists() else "not "))
                if not isinstance(text, str):
                    text = changed(path, files.get(path) or there.read_text(encoding="utf-8"), text)
                files[path] = text
        for path, text in files.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_text(text, encoding="utf-8")
        compiled = [path for path in files if path.endswith(".cpp")]
        for header in (path for path in files if path.endswith(".hpp")):
            users = [path for path in users_of(header) if path not in compiled]
            for path in users:
                (work / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source / path, work / path)
            compiled += users
        compile_all(compiled, work)
        link(compiled, work)
        for name in ("graph-data", "queries"):
            (work / name).symlink_to(source / name)
        environment = dict(os.environ, PATH="%s:%s" % (work / "bin", os.environ["PATH"]))
        for number, commands, shown in (step for section in sections for step in section.steps):
            done = subprocess.run(["bash", "-c", commands], cwd=work, env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=60)
            # `check` ends with 1 where it found something.
            if done.returncode > 1 or (shown is not None and not is_shown(done.stdout, shown)):
                faults.append("%s:%d: exit code %d\n%s" % (page, number, done.returncode, done.stdout))
        for query, result in (example for section in sections for example in examples_of(section)):
            if answer(work / "bin/entente", query, work) != result:
                faults.append("%s: %s\n%s" % (page, query, answer(work / "bin/entente", query, work)))
    if faults:
        sys.exit("\n".join(faults))


if not (build / "compile_commands.json").exists() or not shutil.which("bash"):
    print("skipped: there is no compile_commands.json, or no bash")
    sys.exit(77)
main()
