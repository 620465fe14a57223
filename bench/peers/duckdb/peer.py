"""The rules as one CASE over a table of events, one thread; see README.md. peer.py WORKLOAD ANSWERS SECONDS"""

import json
import sys
import time

import duckdb
import numpy

folder, answers_path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
head, *lines = open(folder + "/rules.txt").read().splitlines()
names = [field.split(":")[0] for field in head.split()[1:]]
cases = []
for number, line in enumerate(lines):
    words = line.split()
    conditions = (f"{names[int(words[i])]} {words[i + 1]} {words[i + 2]}" for i in range(0, len(words), 3))
    cases.append(f"WHEN {' AND '.join(conditions)} THEN {number}")
rows = numpy.fromfile(folder + "/events.bin", dtype="<i8").reshape(-1, len(names))
columns = {name: numpy.ascontiguousarray(rows[:, i]) for i, name in enumerate(names)}
database = duckdb.connect(config={"threads": 1})
database.execute("CREATE TABLE events AS SELECT * FROM columns")
case = f"CASE {' '.join(cases)} ELSE {len(lines)} END"


def decide(count):
    return database.execute(f"SELECT ({case})::UINTEGER AS fired FROM events LIMIT {count}").fetchnumpy()["fired"]


begin = time.process_time()
decide(1)
prepared = time.process_time() - begin
begin = time.process_time()
decide(2048)
each = (time.process_time() - begin - prepared) / 2048
# parsing the query counts as preparing where it would weigh: at least one vector of 2 048 rows is decided
count = max(2048, min(len(rows), int(seconds / max(each, 1e-9))))
numpy.asarray(decide(count), dtype="<u4").tofile(answers_path)
times = []
start = time.process_time()
while not times or time.process_time() - start < seconds:
    begin = time.process_time()
    decide(count)
    times.append(round((time.process_time() - begin) * 1e9 / count, 2))
print(json.dumps({"events": count, "prepare_seconds": round(prepared, 6), "ns": times}))
