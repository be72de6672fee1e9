"""Adds up the cost of a report by day and campaign with pandas and with DuckDB, to hold our own reading against.

cargo run --release -p engine --example report -- target/report.csv
python3 -m venv target/peers && target/peers/bin/pip install pandas duckdb pyarrow
target/peers/bin/python tests/peers/import/group_by.py target/report.csv target/release/examples/read_rows

Each runs three times in a process of its own; printed are the least wall time and processor time, and the most memory.
"""

import os
import subprocess
import sys
import time

PANDAS = """
import pandas
table = pandas.read_csv({path!r}, skiprows=2)
groups = table.groupby(["Day", "Campaign"])["Cost"].sum()
print(len(groups), round(groups.sum(), 2))
"""
PYARROW = PANDAS.replace("skiprows=2", "skiprows=2, engine='pyarrow'")
DUCKDB = """
import duckdb
duckdb.sql("SET threads = {threads}")
groups = duckdb.sql(
    "SELECT Day, Campaign, sum(Cost) cost FROM read_csv({path!r}, skip=2, header=true) GROUP BY ALL"
).fetchall()
print(len(groups), round(sum(g[2] for g in groups), 2))
"""


def measure(name, command):
    best = None
    for _ in range(3):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        output = process.stdout.read().strip().splitlines()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        assert status == 0, (name, output)
        cpu = usage.ru_utime + usage.ru_stime
        best = min(best or (9e9, 9e9, 0, ""), (wall, cpu, usage.ru_maxrss // 1024, output[-1]), key=lambda b: b[1])
    wall, cpu, memory, result = best
    print(f"{name:24} wall {wall:6.2f} s  processor {cpu:6.2f} s  memory {memory:5} MB  {result}", flush=True)
    return cpu


def main(path, ours):
    ours = measure("this engine", [ours, path, "--once", "yes"])
    peers = {
        "pandas": PANDAS.format(path=path),
        "pandas with pyarrow": PYARROW.format(path=path),
        "DuckDB, one thread": DUCKDB.format(path=path, threads=1),
        "DuckDB, two threads": DUCKDB.format(path=path, threads=2),
    }
    for name, code in peers.items():
        print(f"  {measure(name, [sys.executable, '-c', code]) / ours:.1f} times our processor time")


main(*sys.argv[1:])
