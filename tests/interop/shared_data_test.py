"""The third-party data of ../shared/data imports with the commands that graph-data/README.md shows. Rows, dates and what is rejected
are counted beside by Python's csv module."""
import calendar
import collections
import csv
import datetime
import re
import subprocess

from support import Test

test = Test()
shared = test.shared / "data"
if not (shared / "states.csv").exists():
    test.skip("there is no %s" % shared)
maps = test.source / "graph-data/columns"


def load(store, *arguments):
    """Imports, and gives what was rejected as (file, line, reason)."""
    rejects = test.folder / "rejects"
    done = subprocess.run([test.program, "import", *map(str, (store, *arguments)), "--rejects", rejects], capture_output=True,
                          encoding="utf-8")
    if done.returncode != 0:
        test.fault("import %s: %s" % (arguments, done.stderr[-1000:]))
    found = re.findall(r"^.*/([^/:]+):(\d+): (.*)$", rejects.read_text(encoding="utf-8"), re.M)
    return [(file, int(line), reason) for file, line, reason in found]


def edtf(text):
    """A date of states.csv as EDTF."""
    if text == "9999-12-31":
        return ".."
    if text.endswith(" BC"):
        return "-%04d" % (int(text[:-3]) - 1)
    return text


# ---- states.csv: a row is a spell ----
states = test.folder / "states.store"
test.equal(load(states, shared / "states.csv", "--columns", maps / "states.columns.json"), [], "rejected rows of states.csv")
with open(shared / "states.csv", encoding="utf-8", newline="") as file:
    spells = list(csv.DictReader(file))
entities, relations = test.facts(states)
by_type = collections.Counter(r["type"] for r in relations)
test.equal(len(spells), 409, "rows of states.csv")
test.equal(by_type["EXISTED"], len(spells), "spells")
test.equal(sum(e["type"] == "State" for e in entities.values()), len({s["stateID"] for s in spells}), "states")
test.equal(sum(e["type"] == "Region" for e in entities.values()), len({s["Region"] for s in spells} - {"", "NA"}), "regions")
stated = {r["id"]: r for r in relations if r["type"] == "EXISTED"}
for row, spell in enumerate(spells, 1):
    relation = stated["spell:%s:%d" % (spell["stateID"], row)]
    begin = edtf(spell["Begin"])  # one spell begins at the end of time: when is not known
    test.equal(relation["valid"], "%s/%s" % ("" if begin == ".." else begin, edtf(spell["End"])), "spell %d" % row)
    test.equal(relation["properties"].get("name"), spell["StateName"], "name of spell %d" % row)
    test.equal(relation["properties"].get("basis"), spell["Basis"] if spell["Basis"] not in ("", "NA", "None") else None, "basis %d" % row)
names = entities["state:RUS"]["properties"]["name"]
test.equal({n["$value"] for n in names}, {s["StateName"] for s in spells if s["stateID"] == "RUS"}, "names of Russia")
test.equal(stated["spell:ITA:%d" % next(i for i, s in enumerate(spells, 1) if s["Begin"] == "753 BC")]["valid"], "-0752/..", "Rome")
answer = test.entente("query", states, "MATCH (s:State)-[:EXISTED]->() AS OF '1800' RETURN count(DISTINCT s) AS n", "--format", "csv")
year = {s["stateID"] for s in spells if edtf(s["Begin"])[:1] == "-" or (s["Begin"][:4] < "1800" and s["End"][:4] > "1800")}
exact = {s["stateID"] for s in spells if s["Begin"][:4] == "1800" or s["End"][:4] == "1800"}
got = int(answer.split()[1])
test.check(len(year) <= got <= len(year | exact), "states in 1800: %d, expected about %d" % (got, len(year)))

# ---- treaty_parties.csv: a row is a state and a treaty; in a store of its own, and beside the states ----
treaties = test.folder / "treaties.store"
for store in (treaties, states):
    test.equal(load(store, shared / "treaty_parties.csv", "--columns", maps / "treaty-parties.columns.json"), [], "rejected rows of treaties")
with open(shared / "treaty_parties.csv", encoding="utf-8", newline="") as file:
    parties = list(csv.DictReader(file))
entities, relations = test.facts(treaties)
by_type = collections.Counter(r["type"] for r in relations)
for kind, column in (("PARTY_TO", "stateForce"), ("SIGNED", "stateSignature"), ("RATIFIED", "stateRat"), ("ACCEDED_TO", "Accession"),
                     ("SUCCEEDED_TO", "Succession")):
    test.equal(by_type[kind], sum(p[column] != "NA" for p in parties), kind)
test.equal(sum(e["type"] == "Treaty" for e in entities.values()), len({p["treatyID"] for p in parties}), "treaties")
test.equal(sum(e["type"] == "State" for e in entities.values()), len({p["stateID"] for p in parties}), "states of treaties")
stated = {r["id"]: r["valid"] for r in relations}
for p in parties:
    if p["stateForce"] != "NA":
        end = {"NA": "", "9999-12-31": ".."}.get(p["stateWithdrawal"], p["stateWithdrawal"])
        test.equal(stated["party:%s:%s" % (p["treatyID"], p["stateID"])], "%s/%s" % (p["stateForce"], end), p["treatyID"] + " " + p["stateID"])
beside = test.new_store(test.export(states, "both.json", "data"))
both, _ = test.facts(beside)
missing = {"state:" + p["stateID"] for p in parties} - {"state:" + s["stateID"] for s in spells}
test.equal(missing, {"state:" + s for s in ("BZL", "DZA", "ESH", "LES", "PSE")}, "states that only the treaties name")
test.equal(sum(e["type"] == "State" for e in both.values()), len({s["stateID"] for s in spells}) + len(missing), "states of both files")
test.check("name" in both["state:AFG"]["properties"], "the treaties took away the name of a state")

again = test.entente("import", treaties, shared / "treaty_parties.csv", "--columns", maps / "treaty-parties.columns.json")
test.check("0 entities added" in again and "0 relations added" in again and "changed" not in again, "treaties imported twice: " + again)

# ---- yago11k ----
yago = test.folder / "yago.store"
files = (shared / "yago11k/entities.txt", shared / "yago11k/facts.txt")
options = ("--format", "tsv", "--columns", maps / "yago11k.columns.json")
refused = test.entente("import", test.folder / "all-or-nothing.store", *files, *options, fails=True)
test.check("records were rejected, and nothing was imported" in refused, refused[-500:])
rejected = load(yago, *files, *options, "--keep-valid")


def parts(text):
    """(first, last) day that a date of YAGO can mean, as tuples; None: none is stated."""
    text = text.replace("_", "-")
    if text in ("None", "1") or not re.sub("[#-]", "", text):
        return None
    sign = -1 if text.startswith("-") else 1
    pieces = text.lstrip("-").split("-")
    digits = pieces[0]
    low, high = int(digits.replace("#", "0")) * sign, int(digits.replace("#", "9")) * sign
    rest = [int(p) for p in pieces[1:] if "#" not in p]
    return ((min(low, high), *rest, *([1, 1][len(rest):])), (max(low, high), *rest, *([12, 31][len(rest):])))


def ends_early(first, last):
    a, b = parts(first), parts(last)
    return a is not None and b is not None and a[0] > b[1]


facts = [line.split("\t") for line in files[1].read_text(encoding="utf-8").splitlines()]
named = [line.split("\t") for line in files[0].read_text(encoding="utf-8").splitlines()]
wrong = {name: [n for n, row in enumerate(rows, 1) if ends_early(row[-2], row[-1])] for name, rows in (("facts.txt", facts), ("entities.txt", named))}
test.equal(len(wrong["facts.txt"]), 70, "facts that end before they begin")
for name, lines in wrong.items():
    test.equal([line for file, line, _ in rejected if file == name], lines, "rejected lines of " + name)
test.check(all("the interval ends before it starts" in reason for _, _, reason in rejected), "other reasons: %s" % rejected[:3])
entities, relations = test.facts(yago)
test.equal(len(entities), len(named) + 1, "entities of YAGO")  # and the data set itself
good = [row for n, row in enumerate(facts, 1) if n not in set(wrong["facts.txt"])]
test.equal(len(relations), len(good), "facts of YAGO")
kinds = dict(line.split("\t") for line in (shared / "yago11k/relations.txt").read_text(encoding="utf-8").splitlines())
snake = {i: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip("<>")).upper() for i, name in kinds.items()}
test.equal(collections.Counter(r["type"] for r in relations), collections.Counter(snake[row[1]] for row in good), "relations of YAGO by type")


def yago_edtf(text):
    text = re.sub(r"(-##)+$", "", text.replace("_", "-")).replace("#", "X")
    if text == "None":
        return ".."
    return re.sub(r"^(-?)(\d{3})(?=-|$)", r"\g<1>0\2", text)


def period(first, last):
    a, b = yago_edtf(first), yago_edtf(last)
    return a if a == b else a + "/" + b


test.equal(collections.Counter(r["valid"] for r in relations), collections.Counter(period(row[3], row[4]) for row in good), "periods of YAGO")
names = {row[1]: row[0][1:-1].replace("_", " ") for row in named}
test.equal({key: e["properties"]["name"] for key, e in entities.items() if key.startswith("yago:")}, {"yago:" + i: n for i, n in names.items()}, "names")

# ---- chains of clubs through players, in order of time: the rows of the file alone, each played for at some time from one date to
# another, and who can be reached by taking them one after the other whenever within their dates they began and ended ----
def last_day(text):
    year, month, day = (list(map(int, text.split("_"))) + [0, 0])[:3]
    return datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def first_day(text):
    year, month, day = (list(map(int, text.split("_"))) + [0, 0])[:3]
    return datetime.date(year, month or 1, day or 1)


played = collections.defaultdict(list)  # by player and by club: the other, by when it surely held and until when
for row in good:
    if snake[row[1]] != "PLAYS_FOR" or row[3].startswith("-"):
        continue
    until = datetime.date.max if row[4] == "None" else first_day(row[4]) + datetime.timedelta(days=1)
    for one, other in ((row[0], row[2]), (row[2], row[0])):
        played[one].append((other, last_day(row[3]), until))
for start in ("Sporting Clube de Portugal", "Getafe CF", "FC Porto"):
    club = next(key for key, name in names.items() if name == start)
    there = {club: datetime.date.min}
    waiting = [club]
    while waiting:
        at = waiting.pop()
        for other, since, until in played[at]:
            when = max(there[at], since)
            if there[at] < until and when < there.get(other, datetime.date.max):
                there[other] = when
                waiting.append(other)
    question = ("MATCH p = EARLIEST ARRIVAL (a)-[:PLAYS_FOR]-+(b) WHERE key(a) = 'yago:%s' AND b <> a "
                "RETURN key(b) AS b, left(toString(arrival(p)), 10) AS day" % club)
    rows = test.json(test.export(yago, "chains.json", "json", question))["rows"]
    del there[club]
    test.equal({row[0]: row[1] for row in rows}, {"yago:" + key: when.isoformat() for key, when in there.items()}, "chains from " + start)
    test.check(len(there) > 500, "chains from %s lead to %d alone" % (start, len(there)))

# The same facts as quadruples, without a map.
quads = test.folder / "quads.store"
rejected = load(quads, files[1], "--format", "quads", "--keep-valid")
test.equal([line for _, line, _ in rejected], wrong["facts.txt"], "rejected quadruples")
test.equal(len(test.facts(quads)[1]), len(good), "quadruples")
test.finish()
