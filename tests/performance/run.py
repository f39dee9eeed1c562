"""Counts the instructions of the engine's hot loops, and compares them with those of counts.json beside this file.

    run.py HOT_LOOPS             more than 10 % above a number fails; more than 10 % below asks for --update
    run.py HOT_LOOPS --update    writes what is counted now
    run.py HOT_LOOPS NAME ...    these loops only

HOT_LOOPS is the program of hot_loops.cpp, of the preset `release`: other builds and compilers count otherwise. Exit
code 0, 1 with every loop that grew, 77 where nothing can be compared, with the reason. Counts, unlike times, are the
same on a busy computer.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
TOLERANCE = 0.10
COUNTS = pathlib.Path(__file__).with_name("counts.json")


def skip(reason):
    print("skipped: " + reason)
    sys.exit(SKIPPED)


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def instructions(program, loop):
    """Of one run of the loop, without what is prepared for it."""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--toggle-collect=entente_hot_loop",
                           "--callgrind-out-file=/dev/null", program, loop], capture_output=True, text=True)
    count = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not count:
        sys.exit("%s: exit code %d under valgrind:\n%s" % (loop, done.returncode, done.stderr[-3000:]))
    if int(count[1]) == 0:
        sys.exit("%s: nothing was counted; has the program lost its symbols?" % loop)
    return int(count[1])


def verdict(now, before):
    """What to say of a loop, and whether that is a failure."""
    if before is None:
        return "is new: run.py --update", True
    if now > before * (1 + TOLERANCE):
        return "MORE than %.1f" % before, True
    if now < before * (1 - TOLERANCE):
        return "less than %.1f: keep it so by run.py --update" % before, False
    return "as before (%.1f)" % before, False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("loops", nargs="*", help="these only")
    parser.add_argument("--update", action="store_true", help="write counts.json")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        skip("valgrind is not installed")
    build, compiler = output_of(arguments.program, "build").splitlines()
    if build != "as shipped":
        skip("the program is not built as shipped (preset release)")
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {"instructions": {}}
    if not arguments.update and known.get("compiler") != compiler:
        skip("counts.json is of %s and the program of %s: run.py --update" % (known.get("compiler"), compiler))

    counts, failed = known["instructions"], []
    loops = [line.split("\t") for line in output_of(arguments.program, "list").splitlines()]
    names = [name for name, *_ in loops]
    for name in arguments.loops:
        if name not in names:
            sys.exit("there is no loop %s, but %s" % (name, ", ".join(names)))
    for name, units, unit, _ in loops:
        if arguments.loops and name not in arguments.loops:
            continue
        now = instructions(arguments.program, name) / int(units)
        if arguments.update:
            counts[name] = round(now, 1)
            print("%-18s %12.1f instructions a %s" % (name, now, unit))
            continue
        text, fails = verdict(now, counts.get(name))
        print("%-18s %12.1f instructions a %-9s %s" % (name, now, unit, text))
        failed += [name] if fails else []
    if arguments.update:
        counts = {name: counts[name] for name in names if name in counts}
        COUNTS.write_text(json.dumps({"compiler": compiler, "instructions": counts}, indent=2) + "\n")
        return
    for name in sorted(set(counts) - set(names)):
        print("%-18s is in counts.json and not in the program: run.py --update" % name)
        failed.append(name)
    if failed:
        sys.exit("more instructions than before, or not known: %s" % ", ".join(failed))


main()
