"""What runs during a drill, and what faults ask of it."""
import os
import re
import subprocess
import threading

from servers import ChatModel, DrillError, Postgres, Prometheus, Redis, Silo, program, wait

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MONITORING = os.path.join(ROOT, "deploy", "monitoring")


class Disk:
    """A file system of its own that can be filled."""

    def __init__(self, folder, mebibytes):
        os.mkdir(folder)
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DrillError(f"No disk of its own could be mounted: {done.stderr.strip()}")

    @property
    def filler(self):
        return os.path.join(self.folder, "filler")

    def fill(self):
        with open(self.filler, "wb", buffering=0) as file:
            block = 1 << 16
            while block:
                try:
                    file.write(b"\0" * block)
                except OSError:
                    block //= 2

    def free(self):
        os.remove(self.filler)

    def unmount(self):
        subprocess.run(["umount", "--lazy", self.folder], check=False)


class Drill:
    """What runs, and what faults ask of it."""

    def __init__(self, folder, assembly):
        self.folder, self.assembly = folder, assembly
        self.chat, self.disks, self.singles, self.ends = ChatModel(), [], {}, []
        self.redis, self.postgres, self.cluster, self.prometheus = None, None, [], None

    def start(self):
        with open(os.path.join(MONITORING, "prometheus.yml"), encoding="utf-8") as file:
            config = file.read()
        job = config.split("job_name: ragcluster")[1]
        scrape, timeout = (re.search(rf"{name}: (\w+)", job).group(1) for name in ("scrape_interval", "scrape_timeout"))
        evaluate = re.search(r"evaluation_interval: (\w+)", config).group(1)
        self.redis, self.postgres = Redis(self.folder), Postgres(self.folder)
        for i in range(3):
            settings = {
                "RAG__Storage__Provider": "postgres",
                "RAG__Storage__Postgres__ConnectionString": self.postgres.connection,
                "RAG__Cluster__Redis": f"127.0.0.1:{self.redis.port}",
                "RAG__Cluster__SiloName": f"silo-{i}",
                "RAG__Lifecycle__DrainDelay": "00:05:00",
                "RAG__Chat__Endpoint": self.chat.endpoint,
                "RAG__Chat__Model": "drill",
                "RAG__Backup__Folder": os.path.join(self.folder, "backups"),
            }
            self.cluster.append(Silo(os.path.join(self.folder, f"silo-{i}"), self.assembly, settings))
        for silo in self.cluster:
            silo.begin()
        for silo in self.cluster:
            silo.await_ready()
        self.fill(self.cluster[0], replicas=2)
        self.prometheus = Prometheus(self.folder, os.path.join(MONITORING, "rules"), (scrape, timeout, evaluate))
        self.prometheus.watch(cluster=self.cluster)
        self.until(lambda: self.value('sum(up{namespace="cluster"})') == 3, "Prometheus reads the silos")
        self.until(lambda: all(rule["health"] == "ok" for rule in self.prometheus.rules() or [{"health": ""}]), "all rules are evaluated")
        return f"read every {scrape}, at most {timeout} long, evaluated every {evaluate} where a group of rules does not say otherwise"

    def stop(self):
        self.mend()
        for silo in self.cluster:
            if silo.process:
                silo.kill()
        for server in (self.redis, self.prometheus):
            if server:
                server.process.kill()
        if self.postgres:
            self.postgres.stop()

    def fill(self, silo, **settings):
        silo.must("POST", "/api/v1/collections", {"name": "drill", **settings})
        document = {"id": "warranty", "name": "warranty.md", "text": "The warranty of the Aurora grinder lasts five years."}
        silo.must("POST", "/api/v1/collections/drill/documents?wait=true", {"documents": [document]})

    def alone(self, name, settings=None, wrapper=(), scheme="http", fill=True):
        """A silo with a store of its own; one that had the name before leaves its data to it."""
        silo = Silo(os.path.join(self.folder, name), self.assembly, settings or {}, wrapper, scheme)
        self.singles[name] = silo
        silo.start()
        if fill:
            self.fill(silo)
        self.prometheus.watch(**{name: [silo]})
        self.until(lambda: self.value(f'up{{namespace="{name}"}}') == 1, "Prometheus reads the silo")
        return silo

    def disk(self, name, mebibytes):
        self.disks.append(Disk(os.path.join(self.folder, name), mebibytes))
        return self.disks[-1]

    def clock(self, offset):
        """The environment of a process that lives at another time."""
        library = next((f"{at}/libfaketimeMT.so.1" for at, _, files in os.walk("/usr/lib") if "libfaketimeMT.so.1" in files), None)
        if not library:
            raise DrillError("libfaketime is missing: ./rag test installs what tests and drills need.")
        return {"LD_PRELOAD": library, "FAKETIME": offset, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}

    def certificate(self, days):
        """Makes a server's certificate, over the one that is there."""
        paths = [os.path.join(self.folder, name) for name in ("server.crt", "server.key")]
        made = [path + ".next" for path in paths]
        options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -addext".split()
        names = ["subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", str(days), "-out", made[0], "-keyout", made[1]]
        subprocess.run([program("openssl"), *options, *names], check=True, capture_output=True)
        # The key first: the server looks at both when the certificate is another one.
        for path in reversed(paths):
            os.replace(path + ".next", path)
        return paths

    def repeat(self, per_second, act, threads=1):
        """Does something again and again until the fault is mended."""
        end = threading.Event()
        self.ends.append(end)

        def run():
            while not end.wait(1 / per_second):
                act()

        for _ in range(threads):
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            self.ends.append(thread)

    def until(self, is_so, what, meanwhile=lambda: None):
        wait(what, lambda: (meanwhile(), is_so())[1])

    def value(self, expression):
        return self.prometheus.value(expression)

    def mend(self):
        """Ends what a fault began beside the cluster."""
        for end in [one for one in self.ends if isinstance(one, threading.Event)]:
            end.set()
        for thread in [one for one in self.ends if isinstance(one, threading.Thread)]:
            thread.join(90)
        self.ends = []
        if self.singles and self.prometheus:
            self.prometheus.watch(**{name: [] for name in self.singles})
        for silo in self.singles.values():
            silo.kill()
        for disk in self.disks:
            disk.unmount()
        self.singles, self.disks = {}, []

    def await_health(self):
        """Until the cluster is as before the fault."""
        self.until(
            lambda: self.value('sum(up{namespace="cluster"})') == 3
            and self.value('min(rag_dependency_up{namespace="cluster"})') == 1
            and self.value('min(rag_cluster_silos{namespace="cluster",status="Active"})') == 3,
            "all three silos are well",
        )
