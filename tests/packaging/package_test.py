#!/usr/bin/env python3
"""Makes the package for Debian and the archive, and uses what is in them: package_test.py SOURCE BUILD VERSION CMAKE

The package is laid out in an empty root by dpkg-deb, which takes no rights and no network. Exit code 77 where the tools
of dpkg are not there.
"""
import gzip
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

source, build = map(pathlib.Path, sys.argv[1:3])
version, cmake = sys.argv[3:5]
faults = []

for tool in ("dpkg-deb", "dpkg-shlibdeps", "file"):
    if not shutil.which(tool):
        print("skipped: %s is not installed (tools/packages package)" % tool)
        sys.exit(77)


def run(*command, text=None, code=0, env=None):
    done = subprocess.run(list(map(str, command)), input=text, capture_output=True, text=True, encoding="utf-8", env=env,
                          timeout=200)
    if done.returncode != code:
        faults.append("%s: exit code %d\n%s%s" % (" ".join(map(str, command)), done.returncode, done.stdout, done.stderr))
    return done.stdout


def check(condition, what):
    if not condition:
        faults.append(what)


work = pathlib.Path(tempfile.mkdtemp(prefix="package-test-", dir=build))
run(pathlib.Path(cmake).parent / "cpack", "--config", build / "CPackConfig.cmake", "-B", work / "made")
packages = list((work / "made").glob("*.deb"))
archives = list((work / "made").glob("*.tar.gz"))
check(len(packages) == 1 and len(archives) == 1, "one package and one archive are made, not %s and %s" % (packages, archives))
if faults:
    sys.exit("\n".join(faults))

# ---- what it says of itself ----

fields = dict(line.split(": ", 1) for line in run("dpkg-deb", "-f", packages[0]).splitlines() if re.match(r"[A-Z][\w-]*: ", line))
check(fields["Package"] == "entente" and fields["Version"].startswith(version), "name and version: %s" % fields)
for library in ("libc6", "librocksdb", "libre2", "libedit2", "libexpat1", "libutf8proc"):
    check(library in fields["Depends"], "%s among what it depends on: %s" % (library, fields["Depends"]))
check("-dev" not in fields["Depends"], "no headers to run it: " + fields["Depends"])
check("graphviz" in fields["Recommends"], "graphviz is recommended")
installed_by_us = (source / "tools/packages").read_text()
for suggested in fields["Suggests"].split(", "):
    check(suggested in installed_by_us, "%s, which is suggested, is none of tools/packages" % suggested)

# ---- what is in it ----

root = work / "root"
run("dpkg-deb", "-x", packages[0], root)
contents = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_symlink() or not path.is_dir()}


def files_below(folder, pattern="*"):
    return {str(path.relative_to(source)) for path in (source / folder).rglob(pattern) if path.is_file()}


expected = {"usr/bin/entente", "usr/lib/libentente.a", "usr/share/man/man1/entente.1.gz",
            "usr/share/bash-completion/completions/entente", "usr/share/fish/vendor_completions.d/entente.fish",
            "usr/share/zsh/site-functions/_entente", "usr/share/zsh/vendor-completions/_entente",
            "usr/include/entente/version.hpp"}
expected |= {"usr/lib/cmake/entente/" + name for name in
             ("entente-config.cmake", "entente-config-version.cmake", "entente-targets.cmake", "entente-targets-release.cmake",
              "FindLibMd.cmake", "FindRocksDB.cmake", "Findre2.cmake", "Findutf8proc.cmake", "FindZstd.cmake")}
expected |= {"usr/" + name for name in files_below("include/entente")}
expected |= {"usr/share/entente/" + name for name in files_below("graph-data")}
schemas = files_below("src", "*.schema.json") | files_below("graph-data", "*.schema.json")
expected |= {"usr/share/entente/schemas/" + pathlib.Path(name).name for name in schemas}
pages = {"README.md", "CHANGELOG.md", "copyright", "LICENSE", "graph-data", "include"}
pages |= files_below("docs") | files_below("queries") | files_below("examples")
pages |= files_below("src", "*.md") | files_below("src", "*.schema.json") | files_below("tests", "*.md") | files_below("tools", "*.md")
expected |= {"usr/share/doc/entente/" + name for name in pages}
expected = {name for name in expected if "__pycache__" not in name}
for name in sorted(contents - expected):
    faults.append("in the package, and not expected: " + name)
for name in sorted(expected - contents):
    faults.append("expected, and not in the package: " + name)
check("Apache License" in (root / "usr/share/doc/entente/copyright").read_text(), "the licence")

with tarfile.open(archives[0]) as archive:
    unpacked = {"usr/" + member.name.split("/", 1)[1] for member in archive.getmembers() if not member.isdir()}
check(unpacked == contents, "archive and package hold the same: %s" % sorted(unpacked ^ contents))

documents = root / "usr/share/doc/entente"
for page in documents.rglob("*.md"):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)):
        if "://" not in target:
            check((page.parent / target).exists(), "%s: the link %s leads nowhere" % (page.relative_to(documents), target))

# ---- the program, and the seed ----

program = root / "usr/bin/entente"
check(run(program, "--version") == "entente %s\n" % version, "the version that the program states")
store = work / "history.db"
run(program, "import", store, root / "usr/share/entente/graph-data/sino-soviet")
met = run(program, "query", store, "--format", "csv",
          "MATCH (a:Person)-[m:MET]-(:Person {name: 'Joseph Stalin'}) RETURN a.name, valid(m).edtf ORDER BY valid(m)")
check("Mao Zedong,1949-12-16" in met and "Zhou Enlai,1952-08/1952-09" in met, "who met Stalin: " + met)

# ---- the manual page ----

troff = root / "usr/share/man/man1/entente.1.gz"
overview = run(program, "--help")
commands = re.findall(r"^  ([a-z]+) ", overview, flags=re.M)
check(len(commands) > 10, "commands in the overview: %s" % commands)
options = {command: sorted(set(re.findall(r"^  (?:-\w,)?(--[\w-]+)", run(program, command, "--help"), flags=re.M)) - {"--help"})
           for command in commands}
check("--layout" in options["draw"], "options of draw: %s" % options["draw"])
if shutil.which("man"):
    shown = subprocess.run(["man", "--warnings", "-P", "cat", "-E", "UTF-8", "-l", str(troff)], capture_output=True,
                           encoding="utf-8", env={"PATH": "/usr/bin:/bin", "MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
    check(shown.returncode == 0 and not shown.stderr, "man: " + shown.stderr)
    text = re.sub(".\b", "", shown.stdout)
    for word in ("NAME", "SYNOPSIS", "EXIT STATUS", "a temporal knowledge graph"):
        check(word in text, "%s is shown by man" % word)
    for command in commands:
        check(re.search(r"^ +entente %s\b" % command, text, flags=re.M), "%s is shown by man" % command)
    for command, names in options.items():
        for name in names:
            check(re.search(r"^ .*%s\b" % name, text, flags=re.M), "%s of %s is shown by man" % (name, command))
else:
    print("man is not installed: the page is not shown")
if shutil.which("mandoc"):
    plain = gzip.decompress(troff.read_bytes()).decode()
    said = subprocess.run(["mandoc", "-Tlint", "-Werror"], input=plain, capture_output=True, encoding="utf-8")
    check(said.returncode == 0, "mandoc: " + said.stdout)

# ---- completion ----

COMPLETE = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_entente
printf '%s\\n' "${COMPREPLY[@]}"
"""
bash_script = root / "usr/share/bash-completion/completions/entente"
run("bash", "-n", bash_script)


def proposed(*words):
    return run("bash", "-c", COMPLETE, "bash", bash_script, *words).split()


check(proposed("entente", "dr") == ["draw"], "bash: draw, not %s" % proposed("entente", "dr"))
check(set(commands) <= set(proposed("entente", "")), "bash: all commands, not %s" % proposed("entente", ""))
for command, names in options.items():
    check(set(names) <= set(proposed("entente", command, "--")), "bash: options of %s" % command)
check("timeline" in proposed("entente", "draw", "a.db", "b.svg", "--layout", ""), "bash: layouts")
check(proposed("entente", "draw", "a.db", "b.svg", "--direction", "L") == ["LR"], "bash: directions")
check("query" in proposed("entente", "help", "qu"), "bash: topics of help")
check(proposed("entente", "query", "his") == [], "bash: names of files are left to bash")

for shell, script in (("zsh", "zsh/site-functions/_entente"), ("fish", "fish/vendor_completions.d/entente.fish")):
    text = (root / "usr/share" / script).read_text()
    for command, names in options.items():
        check(re.search(r"\b%s\b" % command, text), "%s: %s" % (shell, command))
        for name in names:
            check(name in text or "-l " + name[2:] in text, "%s: %s of %s" % (shell, name, command))
    if shutil.which(shell):
        run(shell, "-n", root / "usr/share" / script)
    else:
        print("%s is not installed: its completion is only read" % shell)
if shutil.which("fish"):
    check("draw" in run("fish", "-c", "source '%s'; complete -C 'entente dr'" % (root / "usr/share" / script)), "fish: draw")

# ---- a program built on it ----

run(cmake, "-S", documents / "examples/cpp", "-B", work / "examples", "-DCMAKE_PREFIX_PATH=%s" % (root / "usr"))
run(cmake, "--build", work / "examples", "--target", "open")
check("MET" in run(work / "examples/open", store), "the example that is built on the package")

for fault in faults:
    print(fault)
shutil.rmtree(work)
sys.exit(1 if faults else 0)
