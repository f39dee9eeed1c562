"""What the drivers here share: stores to export, their facts as the lossless format has them, and readers of Node.js.

Every driver is called as  NAME_test.py PROGRAM SOURCE_DIR BUILD_DIR SHARED_DIR  and ends with `test.finish()`:
exit code 0, 1 with every fault, 77 where something that it needs could not be fetched.
"""
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import hostile

SKIPPED = 77
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "EHOSTUNREACH",
               "ERR_SOCKET_TIMEOUT", "E403", "E503", "network")


def dated(fact):
    """Does a record of the data format say when, by itself or by several of its sources."""
    return "valid" in fact or "datings" in fact


class Test:
    def __init__(self):
        self.program, source, build, shared = sys.argv[1:5]
        self.source, self.build, self.shared = pathlib.Path(source), pathlib.Path(build), pathlib.Path(shared)
        self.interop = self.source / "tests/interop"
        self.faults, self.checks = [], 0
        self._folder = tempfile.TemporaryDirectory(prefix="entente-interop-")
        self.folder = pathlib.Path(self._folder.name)
        self._stores, self._facts = {}, {}

    # ---- the program ----

    def entente(self, *arguments, fails=False):
        """Standard output; with `fails`, standard error of a call that must fail."""
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True)
        if (done.returncode != 0) != fails:
            self.fault("entente %s: exit code %d: %s" % (" ".join(map(str, arguments)), done.returncode,
                                                         done.stderr[:1500].decode(errors="replace")))
        return (done.stderr if fails else done.stdout).decode(errors="replace")

    # The sets that every format must hold.
    sets = ("tiny", "sino-soviet", "hostile")

    def data(self, name):
        if name != "hostile":
            return self.source / "graph-data" / name
        path = self.folder / "hostile.json"
        if not path.exists():
            path.write_text(hostile.text(), encoding="utf-8")
        return path

    def store(self, name):
        """The store of one of `sets`, made once."""
        if name not in self._stores:
            self._stores[name] = self.folder / (name + ".store")
            self.entente("import", self._stores[name], self.data(name))
        return self._stores[name]

    def new_store(self, *files, options=()):
        store = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "store"
        self.entente("import", *options, store, *files)
        return store

    def export(self, store, name, format=None, query=None):
        path = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / name
        options = (["--format", format] if format else []) + (["--query", query] if query else [])
        self.entente("export", store, path, *options)
        return path

    def json(self, path):
        return json.loads(path.read_text(encoding="utf-8"))

    def facts(self, store):
        """(entities by id, relations) of a store, as the data format has them."""
        key = str(store)
        if key not in self._facts:
            records = [json.loads(line) for line in
                       self.export(store, "facts.jsonl", "facts").read_text(encoding="utf-8").split("\n") if line]
            self._facts[key] = ({r["id"]: r for r in records if "from" not in r}, [r for r in records if "from" in r])
        return self._facts[key]

    # ---- checks ----

    def fault(self, text):
        self.faults.append(text)

    def check(self, condition, text):
        self.checks += 1
        if not condition:
            self.fault(text)
        return condition

    def equal(self, got, expected, what):
        return self.check(got == expected, "%s: %.400r, expected %.400r" % (what, got, expected))

    def lossless(self, name, format=None):
        """Export, import into a new store and export again: the same bytes, and nothing is lost in between; a second
        import of the file changes nothing. `name` is that of a file of the format."""
        for data in self.sets:
            store = self.store(data)
            first = self.export(store, name, format)
            again = self.new_store(first, options=["--format", format] if format else [])
            second = self.export(again, name, format)
            self.check(first.read_bytes() == second.read_bytes(), "%s of %s: not the same bytes" % (name, data))
            self.check(self.export(store, "d.json", "data").read_bytes() == self.export(again, "d.json", "data").read_bytes(),
                       "%s of %s: the store read back holds something else" % (name, data))
            report = self.entente("import", *(["--format", format] if format else []), again, first)
            self.check("0 entities added" in report and "0 relations added" in report and "changed" not in report,
                       "%s of %s, imported twice: %s" % (name, data, report))

    def refuses(self, path, reasons):
        """Importing the file fails, and says (line, part of the reason) of each, with the name of the file."""
        said = self.entente("import", self.folder / "refused.store", path, fails=True)
        for line, reason in reasons:
            self.check(any(s.startswith("%s:%d: " % (path, line)) and reason in s for s in said.splitlines()),
                       "line %d, %r, is missing in:\n%s" % (line, reason, said))

    def finish(self):
        for fault in self.faults:
            print(fault)
        print("%d checks, %d faults" % (self.checks, len(self.faults)))
        self._folder.cleanup()
        sys.exit(1 if self.faults or self.checks == 0 else 0)

    # ---- Node.js ----

    def skip(self, why):
        """Nothing more can be checked. Faults found so far count."""
        print("skipped: " + why)
        if self.faults:
            self.finish()
        self._folder.cleanup()
        sys.exit(SKIPPED)

    def node_modules(self):
        """The packages of package-lock.json, installed below the build folder."""
        if not shutil.which("npm") or not shutil.which("node"):
            self.skip("Node.js and npm are not installed")
        place = self.build / "interop"
        place.mkdir(parents=True, exist_ok=True)
        with open(place / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            wanted = (self.interop / "package-lock.json").read_text()
            stamp = place / "installed"
            if not stamp.exists() or stamp.read_text() != wanted:
                for file in ("package.json", "package-lock.json"):
                    shutil.copy(self.interop / file, place)
                done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1",
                                       "--fetch-timeout=60000"], cwd=place, capture_output=True, text=True)
                if done.returncode != 0:
                    if any(word in done.stderr for word in UNREACHABLE):
                        self.skip("the registry of npm can't be reached: " + done.stderr.strip().splitlines()[0])
                    self.fault("npm ci: " + done.stderr)
                    self.finish()
                stamp.write_text(wanted)
        return place / "node_modules"

    def node(self, script, *arguments):
        """Runs SCRIPT of this folder and returns the JSON that it prints."""
        done = subprocess.run(["node", str(self.interop / script), *map(str, arguments)], capture_output=True, text=True,
                              encoding="utf-8", env={**os.environ, "NODE_PATH": str(self.node_modules())})
        if done.returncode != 0:
            self.fault("%s %s: %s" % (script, " ".join(map(str, arguments)), done.stderr[-1500:]))
            return None
        return json.loads(done.stdout)
