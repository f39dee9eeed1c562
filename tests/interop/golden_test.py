#!/usr/bin/env python3
"""The set tiny in each format, as it lies in golden/: a change of a format is seen here.

ENTENTE_GOLDEN_UPDATE=1 writes the files instead; read the difference before you keep it. Where CI is set this is refused.
"""
import os

from support import Test

if os.environ.get("ENTENTE_GOLDEN_UPDATE") and os.environ.get("CI"):
    raise SystemExit("ENTENTE_GOLDEN_UPDATE is refused where CI is set: what is written would be taken for right")
test = Test()
store = test.store("tiny")
for path in sorted((test.interop / "golden").iterdir()):
    written = test.export(store, path.name).read_bytes()
    if os.environ.get("ENTENTE_GOLDEN_UPDATE"):
        path.write_bytes(written)
    kept = path.read_bytes()
    if not test.check(kept == written, path.name + " is not as it was; ENTENTE_GOLDEN_UPDATE=1 writes it anew"):
        for old, new in zip(kept.split(b"\n"), written.split(b"\n")):
            if old != new:
                test.fault("- %.300s\n+ %.300s" % (old.decode(), new.decode()))
                break
test.finish()
