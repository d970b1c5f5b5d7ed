#!/usr/bin/env python3
"""Says what is lost with a store (the recovery point): a server is killed amid writes, its data folder removed, and restored from its backups.

    tools/recovery-point.py SILO.dll [KILLS [MODE ...]]

MODE is Acknowledged, or Interval=SECONDS (RAG__Backup__LogShipping and LogInterval), or Backups=MINUTES, without shipping and with a backup so often.
For each of KILLS (10) moments, drawn by a seed, four callers send documents one after the other and note when each was acknowledged, until the
server is killed (SIGKILL). What was acknowledged and is not in the restored store is lost; printed are how many, and how long before the kill the
oldest of them was acknowledged. What is there must have the text that was sent.
"""
import http.client
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error

from silo_process import SiloProcess

PORT = 39831
BASE = f"http://127.0.0.1:{PORT}"
CALLERS, PAGE = 4, 500
# Of the writes, before the kill: long enough for several intervals.
WRITES_MIN, WRITES_MAX = 3, 9


def settings_of(mode):
    kind, _, period = mode.partition("=")
    span = f"00:00:{float(period or 0):09.6f}"
    if kind == "Acknowledged":
        return {"RAG__Backup__LogShipping": "Acknowledged"}
    if kind == "Interval":
        return {"RAG__Backup__LogShipping": "Interval", "RAG__Backup__LogInterval": span}
    if kind == "Backups":
        return {"RAG__Backup__Schedule": f"every 00:{int(period):02}:00"}
    raise SystemExit(__doc__)


def seconds_of_writes(mode, draw):
    kind, _, minutes = mode.partition("=")
    # After a first backup, anywhere in the time until the next one.
    return 60 * int(minutes) * draw.uniform(1.2, 2.2) if kind == "Backups" else draw.uniform(WRITES_MIN, WRITES_MAX)


def start(silo, root, settings):
    server = SiloProcess(silo, BASE, f"{root}/silo.log", {"RAG__Storage__DataFolder": f"{root}/data", **settings})
    server.wait(server.is_ready)
    return server


def text_of(identity):
    return f"The keeper of {identity} lights the lamp at dusk."


def write(server, caller, acknowledged, is_over):
    number = 0
    while not is_over.is_set():
        identity = f"d{caller}-{number}"
        try:
            server.call("/api/v1/collections/c/documents", {"documents": [{"id": identity, "name": f"{identity}.txt", "text": text_of(identity)}]})
        except urllib.error.HTTPError as refused:
            # A busy server promises nothing by that.
            if refused.code not in (429, 503):
                raise
            continue
        except (OSError, http.client.HTTPException):
            return
        acknowledged[identity] = time.monotonic()
        number += 1


def present(server):
    found, page = {}, None
    while page is None or page["has_more"]:
        after = f"&after={page['last_id']}" if page else ""
        page = json.loads(server.call(f"/api/v1/collections/c/documents?limit={PAGE}{after}"))
        found.update((one["id"], one) for one in page["data"])
    return found


def run(silo, mode, draw):
    with tempfile.TemporaryDirectory(prefix="recovery-point-") as root:
        settings = {"RAG__Backup__Folder": f"{root}/backups", "RAG__RateLimits__AddressRequests": "0",
                    "RAG__RateLimits__KeyRequests": "0", "RAG__RateLimits__TenantRequests": "0"}
        server = start(silo, root, {**settings, **settings_of(mode)})
        server.call("/api/v1/collections", {"name": "c"})
        # The backup that the log goes on from, or the first of the schedule.
        server.wait(lambda: json.loads(server.call("/api/v1/backups/state")).get("last_backup"))
        acknowledged, is_over = {}, threading.Event()
        callers = [threading.Thread(target=write, args=(server, i, acknowledged, is_over)) for i in range(CALLERS)]
        for caller in callers:
            caller.start()
        time.sleep(seconds_of_writes(mode, draw))
        killed = time.monotonic()
        server.end(signal.SIGKILL)
        is_over.set()
        for caller in callers:
            caller.join()
        shutil.rmtree(f"{root}/data")
        restore = ["dotnet", silo, "backup", "restore", "--Backup:Folder", f"{root}/backups", "--Storage:DataFolder", f"{root}/data"]
        restored = subprocess.run(restore, capture_output=True, text=True)
        if restored.returncode:
            raise SystemExit(restored.stdout + restored.stderr)
        server = start(silo, root, {"RAG__RateLimits__AddressRequests": "0"})
        # The collection itself may have been made within the last interval.
        names = [one["name"] for one in json.loads(server.call("/api/v1/collections"))["data"]]
        there = present(server) if "c" in names else {}
        for identity in there:
            if server.call(f"/api/v1/collections/c/documents/{identity}/content").decode() != text_of(identity):
                raise SystemExit(f"{identity} is another.")
        server.end()
        lost = [at for identity, at in acknowledged.items() if identity not in there]
        return len(acknowledged), len(lost), max((killed - at for at in lost), default=0)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    for mode in sys.argv[3:] or ["Acknowledged", "Interval=1"]:
        draw, all_lost, written, oldest = random.Random(23), 0, 0, 0.0
        for kill in range(kills):
            count, lost, age = run(sys.argv[1], mode, draw)
            written, all_lost, oldest = written + count, all_lost + lost, max(oldest, age)
            print(f"{mode}, kill {kill + 1}: {count} acknowledged, {lost} lost, the oldest {age:.2f} s before the kill", flush=True)
        print(f"{mode}: {kills} kills, {written} acknowledged, {all_lost} lost, the oldest {oldest:.2f} s before its kill; "
              f"load {os.getloadavg()[0]:.0f}", flush=True)


main()
