"""Whether every fault raises its alert, in a live Prometheus with the product's own rules and intervals.

    python3 tools/alert-drill [--calm MINUTES] [--only WORD]     the drill; about forty minutes
    python3 tools/alert-drill --list                             each alert with its fault, or why it has none

Three silos on PostgreSQL and Redis, and for many faults a silo of its own, run as processes of this machine. First they are used and let
be for ten minutes, in which nothing may fire. Then one fault after the other: its alert has to fire within a minute; one whose rule waits
longer (`for`) has to find its condition true within a minute, which Prometheus calls pending. Prints a table in Markdown; what is not as
it should be is named, and the exit code is 1. The faults stand in faults.py. Needs what ./rag test installs, and root for disks of their
own.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from drill import ROOT, Drill
from faults import FAULTS, NOT_DRILLED, ask, numbers, search, upload
from servers import DrillError, wait

RAISED_MAX = 60
# A rule that waits no longer than this has to fire within the minute.
FOR_MAX = 30
# The longest window of a rule that a fault before may have left an alert in, and some.
LEFTOVER_MAX = 900


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


def calm(drill, minutes):
    """Uses the cluster as people do; the alerts that fired although nothing was wrong."""
    questions = [f"What lasts {i} years?" for i in range(5)]
    state = {"n": 0}

    def use():
        n = state["n"] = state["n"] + 1
        silo = drill.cluster[n % 3]
        search(silo, questions[n % 5])
        if n % 10 == 0:
            ask(silo, n)
            upload(silo, name=f"{numbers()}.txt", text=f"Note {n} of a calm day.")

    drill.repeat(2, use)
    fired, end = set(), time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        fired |= drill.prometheus.alerts("firing")
        time.sleep(2)
    drill.mend()
    return fired


def expected(rules, name):
    """What has to become of an alert within the minute."""
    waits = max(rule["duration"] for rule in rules if rule["name"] == name)
    return ("firing",) if waits <= FOR_MAX else ("pending", "firing"), waits


def run(drill, name, alerts, make):
    """One fault; lines of the table, and what was missing."""
    rules = drill.prometheus.rules()
    severity = {rule["name"]: rule["labels"]["severity"] for rule in rules if rule["type"] == "alerting"}
    drill.await_health()
    # Before it is prepared: a silo whose fault is there from its start may have raised its alert by then.
    left = lambda: any(found in alerts for found, _ in drill.prometheus.alerts())
    wait(f"none of {alerts} is left of a fault before", lambda: not left(), LEFTOVER_MAX)
    step = make(drill)
    next(step)
    before = drill.prometheus.alerts("firing")
    began = time.monotonic()
    faulty = threading.Thread(target=next, args=(step,), daemon=True)
    faulty.start()
    took = {}
    while time.monotonic() - began < RAISED_MAX and len(took) < len(alerts):
        for alert in alerts:
            states, _ = expected(rules, alert)
            if alert not in took and any(found == alert for state in states for found, _ in drill.prometheus.alerts(state)):
                took[alert] = time.monotonic() - began
        time.sleep(0.5)
    beside = sorted({found for found, _ in drill.prometheus.alerts("firing") - before} - set(alerts))
    faulty.join()
    next(step, None)
    drill.mend()
    lines = []
    for alert in alerts:
        states, waits = expected(rules, alert)
        seconds = f"{took[alert]:.0f}" if alert in took else "**missing**"
        seen = ("| " + seconds + " |") if len(states) == 1 else f"{seconds} |  |"
        lines.append(f"| {name} | {alert} | {severity[alert]} | {waits:.0f} | {seen} {', '.join(beside)} |")
        name = ""
    return lines, [alert for alert in alerts if alert not in took]


def unknown(rules):
    """What rules and faults do not say of each other."""
    alerts = {rule["name"] for rule in rules if rule["type"] == "alerting"}
    told = {alert for _, names, _ in FAULTS for alert in names} | set(NOT_DRILLED)
    return sorted(alerts ^ told)


def main():
    parser = argparse.ArgumentParser(prog="python3 tools/alert-drill", description="Whether every fault raises its alert within a minute.")
    parser.add_argument("--calm", type=float, default=10, metavar="MINUTES", help="how long nothing may fire before the faults (10)")
    parser.add_argument("--only", metavar="WORD", help="only the faults whose name or alerts contain it")
    parser.add_argument("--assembly", default=os.path.join(ROOT, "src/Silo/bin/Release/net10.0/Silo.dll"), help="the server's program")
    parser.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    parser.add_argument("--list", action="store_true", help="each alert with its fault, or why it has none")
    options = parser.parse_args()
    if options.list:
        for name, alerts, _ in FAULTS:
            for alert in alerts:
                print(f"{alert}\tfault\t{name}")
        for alert, reason in NOT_DRILLED.items():
            print(f"{alert}\tnone\t{reason}")
        return 0
    if not os.path.exists(options.assembly):
        print(f"alert-drill: {options.assembly} is missing: ./rag status builds the server.", file=sys.stderr)
        return 2
    chosen = [one for one in FAULTS if not options.only or any(options.only in word for word in (one[0], *one[1]))]
    folder = tempfile.mkdtemp(prefix="rag-drill-")
    os.chmod(folder, 0o755)
    drill = Drill(folder, os.path.abspath(options.assembly))
    wrong = []
    try:
        say("starting", folder)
        how = drill.start()
        wrong += [f"{alert}: rules and faults.py do not agree about it" for alert in unknown(drill.prometheus.rules())]
        say(f"calm for {options.calm} minutes")
        fired = calm(drill, options.calm)
        print(f"Metrics {how}. {options.calm:g} calm minutes: {', '.join(sorted(a for a, _ in fired)) or 'nothing'} fired.\n")
        wrong += [f"{alert} fired although nothing was wrong" for alert, _ in sorted(fired)]
        print("| fault | alert | severity | `for`, s | condition true after, s | fires after, s | fires beside it |")
        print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for name, alerts, make in chosen:
            say(name)
            try:
                lines, missing = run(drill, name, alerts, make)
                print("\n".join(lines), flush=True)
                wrong += [f"'{name}' did not raise {alert} within {RAISED_MAX} s" for alert in missing]
            except (DrillError, OSError, subprocess.SubprocessError) as failure:
                wrong.append(f"'{name}' could not be brought about: {failure}")
                say(wrong[-1])
                drill.mend()
    except DrillError as failure:
        wrong.append(str(failure))
    finally:
        drill.stop()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for line in wrong:
        print(f"alert-drill: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
