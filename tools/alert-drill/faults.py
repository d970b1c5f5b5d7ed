"""The faults, each with the alerts that it must raise, and the alerts that no fault here raises, each with the reason.

A fault is a generator: what it needs comes first; from the first `yield` on the clock runs, and what follows is the fault itself; after the
second it mends what others need again.
"""
import http.client
import os
import shutil
import sqlite3
import subprocess
import time

from servers import SCRAPE_KEY

FAULTS = []

NOT_DRILLED = {
    "RagErrorBudgetBurnFast": "its windows are an hour and five minutes; RagHighErrorRatio tells the same fault at once",
    "RagErrorBudgetBurnMedium": "its windows are six hours and half an hour",
    "RagErrorBudgetBurnSlow": "its windows are three days and six hours",
    "RagAvailabilityBelowSla": "its window is thirty days",
    "RagNoQuestions": "it compares an hour with a day of searches",
    "RagRecallLow": "it is a mean over a day of searches that were repeated exactly",
    "RagCpuHigh": "a mean over five minutes above 80 % is no fault of a minute",
    "RagMemoryHigh": "it needs a container with a small limit; RagMemoryPressure comes before it and is drilled",
    "RagThreadPoolStarved": "no fault from outside is known that has a hundred pieces of work wait for threads",
    "RagMetricsDropped": "it needs over two thousand label sets of one metric",
    "RagFencedWrites": "a former owner's write needs a pause between two of its steps; tests/Storage.Tests has it (FencingConformance)",
    "RagVersionsMixed": "it needs a second version of the program",
}


def fault(name, *alerts):
    def keep(make):
        FAULTS.append((name, alerts, make))
        return make

    return keep


def upload(silo, collection="drill", **document):
    return silo.call("POST", f"/api/v1/collections/{collection}/documents", {"documents": [document]})[0]


def search(silo, query, collection="drill"):
    return silo.call("POST", f"/api/v1/collections/{collection}/search", {"query": query, "top_k": 5})[0]


def ask(silo, number):
    query = f"How many years does the warranty of the Aurora grinder last, asked for the time number {number}?"
    return silo.call("POST", "/api/v1/collections/drill/ask", {"query": query, "cache": False}, timeout=60)[0]


def numbers():
    """Texts that were not asked before."""
    return time.monotonic_ns()


# With a silo of its own each, so that nothing is left of one when the next begins.


@fault("flushes fail (EIO)", "RagFsyncErrors", "RagStoreRefusesWrites")
def flushes_fail(drill):
    first = drill.alone("flush")
    first.kill()
    database = os.path.join(first.data, "ragcluster.db")
    paths = [word for path in (database, database + "-wal") for word in ("-P", path)]
    trace = "strace -f --seccomp-bpf -qq -e trace=fsync,fdatasync -e signal=none".split()
    wrapper = [*trace, "-e", "inject=fsync,fdatasync:error=EIO:when=20", *paths, "-o", os.path.join(first.folder, "trace")]
    silo = drill.alone("flush", wrapper=wrapper, fill=False)
    yield
    drill.repeat(5, lambda: upload(silo, name=f"{numbers()}.txt", text=f"Note {numbers()}"))
    yield


@fault("a stored text changes on the disk", "RagChecksumFailure")
def text_changes(drill):
    silo = drill.alone("damage")
    yield
    with sqlite3.connect(os.path.join(silo.data, "ragcluster.db"), timeout=30) as database:
        database.execute("UPDATE texts SET bytes = CAST(bytes || X'20' AS BLOB)")
    silo.call("GET", "/api/v1/collections/drill/documents/warranty/text")
    yield


@fault("the place for backups is full for a day", "RagBackupTooOld")
def backup_too_old(drill):
    disk = drill.disk("old-backups", 8)
    first = drill.alone("backup")
    first.kill()
    command = ["dotnet", drill.assembly, "backup", "create", "--Backup:Folder", disk.folder, "--Storage:DataFolder", first.data]
    subprocess.run(command, env={**os.environ, **drill.clock("-27h")}, check=True, capture_output=True)
    disk.fill()
    yield
    drill.alone("backup", {"RAG__Backup__Folder": disk.folder}, fill=False)
    yield


@fault("the place for backups is not mounted", "RagLogNotShipped")
def log_not_shipped(drill):
    place = os.path.join(drill.folder, "place")
    os.mkdir(place)
    silo = drill.alone("shipping", {"RAG__Backup__Folder": place, "RAG__Backup__LogShipping": "Interval"})
    drill.until(lambda: drill.value('rag_backup_log_shipped_timestamp_seconds{namespace="shipping"}'), "changes are shipped")
    yield
    os.rename(place, place + ".away")
    with open(place, "w", encoding="utf-8"):
        pass
    drill.repeat(1, lambda: upload(silo, name=f"{numbers()}.txt", text=f"Note {numbers()}"))
    yield
    os.remove(place)
    shutil.rmtree(place + ".away")


@fault("a data disk fills", "RagDiskAlmostFull", "RagDiskFull")
def disk_full(drill):
    disk = drill.disk("data-disk", 128)
    drill.alone("disk", {"RAG__Storage__DataFolder": os.path.join(disk.folder, "data")})
    yield
    disk.fill()
    yield
    disk.free()


@fault("a silo's memory fills, and documents wait", "RagMemoryPressure", "RagQueueBacklog", "RagIngestStalled", "RagScaleWanted")
def memory_full(drill):
    # As if the container had a thousandth of the machine's memory; the clock runs from where Prometheus reads it for the first time.
    silo = drill.alone("memory", {"RAG__Memory__TightShare": "0.001", "RAG__Memory__CriticalShare": "0.001"}, fill=False)
    silo.must("POST", "/api/v1/collections", {"name": "drill"})
    yield
    for part in range(12):
        documents = [{"name": f"{part}-{i}.txt", "text": f"Note {part} of {i}."} for i in range(100)]
        silo.must("POST", "/api/v1/collections/drill/documents", {"documents": documents})
    yield


@fault("documents are damaged", "RagIngestFailures")
def documents_damaged(drill):
    silo = drill.alone("damaged", {"RAG__Ingest__AttemptsMax": "1"})
    kind = {"Content-Type": "multipart/form-data; boundary=drill"}

    def send():
        part = f'Content-Disposition: form-data; name="file"; filename="{numbers()}.pdf"\r\nContent-Type: application/pdf'
        body = f"--drill\r\n{part}\r\n\r\n%PDF-1.7\nno page {numbers()}\r\n--drill--\r\n"
        silo.call("POST", "/api/v1/collections/drill/documents", body.encode(), headers=kind)

    yield
    drill.repeat(1, send)
    yield


@fault("a silo gets a fiftieth of its processors", "RagSearchLatencyHigh")
def silo_starved(drill):
    silo = drill.alone("starved")
    search(silo, "warranty")
    drill.until(lambda: drill.value('rag_search_results_count{namespace="starved"}'), "the search is counted")

    def starve():
        silo.process.signal("STOP")
        time.sleep(0.5)
        silo.process.signal("CONT")

    yield
    drill.repeat(100, starve)
    drill.repeat(5, lambda: search(silo, f"warranty {numbers()}"), threads=4)
    yield


@fault("more writes than the queue takes", "RagWritesOverloaded")
def writes_overloaded(drill):
    # Filled before there is no room for it.
    drill.alone("writes").kill()
    silo = drill.alone("writes", {"RAG__Storage__QueueLimit": "1"}, fill=False)
    yield
    drill.repeat(10, lambda: upload(silo, name=f"{numbers()}.txt", text=f"Note {numbers()}"), threads=16)
    yield


@fault("more searches than the device takes", "RagInferenceOverloaded")
def inference_overloaded(drill):
    silo = drill.alone("device", {"RAG__Inference__QueueTokensMax": "1024", "RAG__Bulkheads__Query": "64"})
    yield
    drill.repeat(10, lambda: search(silo, f"{numbers()} " + "grinder warranty burr motor switch spare parts " * 20), threads=24)
    yield


@fault("somebody tries keys", "RagUnauthorizedRequests")
def keys_tried(drill):
    settings = {"RAG__Auth__Required": "true", "RAG__Auth__AdminKey": f"{numbers():032}", "RAG__Auth__ScrapeKey": SCRAPE_KEY}
    silo = drill.alone("keys", settings, fill=False)
    yield
    drill.repeat(20, lambda: silo.call("GET", "/api/v1/collections", headers={"Authorization": f"Bearer rag_{numbers()}"}))
    yield


@fault("a page of another name points here", "RagUnknownHost")
def unknown_host(drill):
    silo = drill.alone("host")
    yield
    drill.repeat(10, lambda: silo.call("GET", "/api/v1/collections", headers={"Host": "other.example"}))
    yield


@fault("one address sends more than its limit", "RagRateLimitSaturated")
def rate_limited(drill):
    silo = drill.alone("limit", {"RAG__RateLimits__AddressRequests": "60"})

    def knock():
        # Another address of this machine than Prometheus has, which reads on.
        connection = http.client.HTTPConnection(silo.address, timeout=10, source_address=("127.0.0.2", 0))
        connection.request("GET", "/api/v1/collections")
        connection.getresponse().read()
        connection.close()

    yield
    drill.repeat(20, knock)
    yield


@fault("a certificate of three days comes in", "RagCertificateExpiry")
def certificate_ends(drill):
    paths = drill.certificate(days=90)
    drill.alone("tls", {"RAG__Tls__CertificateFile": paths[0], "RAG__Tls__KeyFile": paths[1]}, scheme="https")
    yield
    drill.certificate(days=3)
    yield


# On the cluster of three, whose silos go on, in an order in which none hides the next.


@fault("a silo is killed", "RagSiloDown", "RagSiloLeft")
def silo_killed(drill):
    yield
    drill.cluster[2].kill()
    yield
    drill.cluster[2].start()


@fault("the chat model fails", "RagBreakerOpen", "RagLlmErrors")
def chat_fails(drill):
    drill.chat.status = 500
    yield
    drill.repeat(1, lambda: [ask(silo, numbers()) for silo in drill.cluster])
    yield
    drill.chat.status = 200


@fault("the chat model takes 15 s to its first word", "RagLlmSlow", "RagResponseSlow")
def chat_slow(drill):
    # Each silo has a breaker of its own, which closes when somebody asks there.
    closed = lambda: not drill.value("max(rag_breaker_state) > 0")
    drill.until(closed, "the chat model's breakers close", lambda: [ask(silo, numbers()) for silo in drill.cluster])
    yield
    drill.chat.delay = 15
    drill.repeat(1, lambda: ask(drill.cluster[0], numbers()), threads=6)
    yield
    drill.chat.delay = 0


@fault("nobody asks twice", "RagCacheHitLow")
def nothing_cached(drill):
    yield
    drill.repeat(20, lambda: search(drill.cluster[0], f"warranty {numbers()}"))
    yield


@fault("a silo drains for minutes", "RagSiloNotActive")
def silo_drains(drill):
    silo = drill.cluster[1]
    yield
    silo.process.signal("TERM")
    yield
    silo.kill()
    silo.start()


@fault("Redis is killed", "RagMembershipStoreDown")
def redis_killed(drill):
    yield
    drill.redis.process.kill()
    yield
    drill.redis.start()


@fault("PostgreSQL stands still", "RagStoreDown")
def postgres_stands_still(drill):
    yield
    drill.postgres.signal_all("STOP")
    yield
    drill.postgres.signal_all("CONT")


@fault("PostgreSQL is killed while documents come", "RagStoreDown", "RagHighErrorRatio", "RagServerErrors")
def postgres_killed(drill):
    yield
    drill.postgres.process.kill()
    drill.repeat(5, lambda: upload(drill.cluster[0], name=f"{numbers()}.txt", text="A note."), threads=2)
    yield
    drill.postgres.start()


@fault("a silo stands still", "RagSiloDown")
def silo_stands_still(drill):
    silo = drill.cluster[1]
    yield
    silo.process.signal("STOP")
    yield
    # The others have declared it dead: it ends by itself when it hears of that.
    silo.kill()
    silo.start()


@fault("all silos are killed", "RagNoSilo")
def all_killed(drill):
    yield
    for silo in drill.cluster:
        silo.kill()
    yield
