"""What a drill starts: each is a process of this machine on the loopback address, ended by its id."""
import glob
import http.client
import http.server
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request

HOST = "127.0.0.1"
# Starting takes seconds; other work on the machine may make it minutes.
START_MAX = 240
UNCHECKED = ssl._create_unverified_context()
HELD = []
# What Prometheus shows; a server that asks for no credentials does not look at it.
SCRAPE_KEY = "the-key-with-which-this-drill-reads-metrics"


class DrillError(Exception):
    """The drill itself could not go on; the message says why."""


def port():
    """A port that nobody else is given: it is held, without listening, until this program ends."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind((HOST, 0))
    HELD.append(held)
    return held.getsockname()[1]


def program(name):
    """A program on the path, or where Debian keeps PostgreSQL's."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]))
    if not found:
        raise DrillError(f"'{name}' is missing: ./rag test installs what tests and drills need.")
    return found


def wait(what, is_so, seconds=START_MAX, every=0.2):
    """Waits for a state."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise DrillError(f"After {seconds} s it was not so that {what}.")
        time.sleep(every)


class Process:
    """A program with its output in a file."""

    def __init__(self, folder, name, command, environment=None):
        self.log = os.path.join(folder, f"{name}.log")
        with open(self.log, "a", encoding="utf-8") as log:
            self.child = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**os.environ, **(environment or {})})

    def signal(self, name):
        if self.child.poll() is None:
            self.child.send_signal(getattr(signal, f"SIG{name}"))

    def kill(self):
        # A process that stands still takes no other signal than this one.
        self.signal("KILL")
        self.child.wait()


class Redis:
    """The members' table."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, port(), None
        self.start()

    def start(self):
        options = {"port": self.port, "bind": HOST, "save": "", "appendonly": "no", "dir": self.folder}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.process = Process(self.folder, "redis", [program("redis-server"), *words])
        wait("Redis answers", self.answers)

    def answers(self):
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


class Postgres:
    """The store of record. It refuses to run as root: there it runs as the user that comes with the package."""

    def __init__(self, folder):
        self.folder, self.port, self.process = os.path.join(folder, "postgres"), port(), None
        self.data = os.path.join(self.folder, "data")
        os.mkdir(self.folder)
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.run(program("initdb"), "-D", self.data, "-U", "rag", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        self.query("CREATE DATABASE drill", "postgres")

    def run(self, *command):
        done = subprocess.run([*self.user, *command], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DrillError(f"{os.path.basename(command[0])} failed: {done.stderr.strip()}")
        return done.stdout

    def start(self):
        settings = f"listen_addresses={HOST} unix_socket_directories= shared_buffers=64MB max_connections=200".split()
        options = [word for setting in settings for word in ("-c", setting)]

        def answers():
            if self.process is None or self.process.child.poll() is not None:
                # The children of one that was killed hold its memory for some seconds, and a new one does not start until then.
                command = [*self.user, program("postgres"), "-D", self.data, "-p", str(self.port), *options]
                self.process = Process(self.folder, "postgres", command)
            return subprocess.run(self.client("postgres", "SELECT 1"), capture_output=True, check=False).returncode == 0

        wait("PostgreSQL answers", answers, every=0.5)

    def client(self, database, statement):
        return [program("psql"), "-h", HOST, "-p", str(self.port), "-U", "rag", "-d", database, "-Atqc", statement]

    def query(self, statement, database="drill"):
        return self.run(*self.client(database, statement))

    @property
    def connection(self):
        return f"Host={HOST};Port={self.port};Username=rag;Password=unused;Database=drill"

    def signal_all(self, name):
        self.process.signal(name)
        subprocess.run(["pkill", f"-{name}", "-P", str(self.process.child.pid), "."], check=False)

    def stop(self):
        self.signal_all("CONT")
        self.process.signal("QUIT")
        self.process.child.wait()


class Silo:
    """The server's program."""

    def __init__(self, folder, assembly, settings, wrapper=(), scheme="http"):
        self.folder, self.assembly, self.settings, self.wrapper = folder, assembly, settings, list(wrapper)
        self.port, self.scheme, self.process = port(), scheme, None
        os.makedirs(folder, exist_ok=True)

    @property
    def address(self):
        return f"{HOST}:{self.port}"

    @property
    def data(self):
        return os.path.join(self.folder, "data")

    def begin(self):
        settings = {"RAG__Storage__DataFolder": self.data, **self.settings}
        command = [*self.wrapper, "dotnet", self.assembly, "--urls", f"{self.scheme}://{self.address}"]
        self.process = Process(self.folder, "silo", command, settings)

    def start(self):
        self.begin()
        self.await_ready()

    def await_ready(self):
        def ready():
            if self.process.child.poll() is not None:
                with open(self.process.log, encoding="utf-8") as log:
                    raise DrillError(f"A server ended: {log.read()[-2000:]}")
            return self.call("GET", "/readyz", timeout=2)[0] == 200

        wait(f"the server at {self.address} is ready", ready)

    def kill(self):
        # strace ends with what it runs; killed alone, it would leave it running.
        if self.wrapper:
            subprocess.run(["pkill", "-KILL", "-P", str(self.process.child.pid)], check=False)
        self.process.kill()

    def call(self, method, path, body=None, timeout=30, headers=None):
        """Status and body; 0 where nobody answered."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.scheme}://{self.address}{path}", data, {"Content-Type": "application/json", **(headers or {})}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=UNCHECKED) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        except (OSError, http.client.HTTPException):
            return 0, b""

    def must(self, method, path, body=None):
        status, answer = self.call(method, path, body, timeout=120)
        if status not in range(200, 300):
            raise DrillError(f"{method} {path} was answered with {status}: {answer[:300].decode(errors='replace')}")
        return json.loads(answer or b"null")


class ChatModel:
    """An OpenAI-compatible endpoint that answers, answers late, or fails."""

    def __init__(self):
        self.status, self.delay = 200, 0.0
        model = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                time.sleep(model.delay)
                self.send_response(model.status)
                self.send_header("Content-Type", "text/event-stream" if model.status == 200 else "application/json")
                self.end_headers()
                if model.status != 200:
                    self.wfile.write(b'{"error":{"message":"out of order","type":"server_error"}}')
                    return
                for delta in ({"role": "assistant", "content": "The warranty lasts five years [1]."}, None):
                    choice = {"index": 0, "delta": delta or {}, "finish_reason": None if delta else "stop"}
                    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "drill", "choices": [choice]}
                    self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.write(b"data: [DONE]\n\n")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def endpoint(self):
        return f"http://{HOST}:{self.server.server_port}/v1"


class Prometheus:
    """A real one, with the product's rules, read and evaluated as often as the product's configuration says."""

    def __init__(self, folder, rules, intervals):
        self.folder, self.port, self.watched = os.path.join(folder, "prometheus"), port(), {}
        os.mkdir(self.folder)
        config = os.path.join(self.folder, "prometheus.yml")
        scrape, timeout, evaluate = intervals
        self.targets = os.path.join(self.folder, "targets.json")
        self.watch()
        with open(config, "w", encoding="utf-8") as file:
            file.write(
                f"global: {{scrape_interval: {scrape}, scrape_timeout: {timeout}, evaluation_interval: {evaluate}}}\n"
                f"rule_files: ['{rules}/*.yaml']\n"
                "scrape_configs:\n  - job_name: ragcluster\n    tls_config: {insecure_skip_verify: true}\n"
                f"    authorization: {{credentials: {SCRAPE_KEY}}}\n"
                f"    file_sd_configs: [{{files: ['{self.targets}'], refresh_interval: 1s}}]\n"
            )
        options = [f"--config.file={config}", f"--storage.tsdb.path={self.folder}/data", f"--web.listen-address={HOST}:{self.port}"]
        self.process = Process(self.folder, "prometheus", [program("prometheus"), *options, "--log.level=warn"])

    def watch(self, **namespaces):
        """Reads the silos of these namespaces too; a namespace without silos is left."""
        self.watched.update(namespaces)
        groups = [
            {"targets": [silo.address], "labels": {"namespace": name, "__scheme__": silo.scheme}}
            for name, silos in self.watched.items()
            for silo in silos
        ]
        with open(self.targets + ".next", "w", encoding="utf-8") as file:
            json.dump(groups, file)
        os.replace(self.targets + ".next", self.targets)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/api/v1/{path}", timeout=10) as response:
                return json.load(response)["data"]
        except (OSError, ValueError):
            return None

    def rules(self):
        return [rule for group in (self.get("rules") or {"groups": []})["groups"] for rule in group["rules"]]

    def alerts(self, state=None):
        """Names and namespaces of the alerts in a state."""
        found = (self.get("alerts") or {"alerts": []})["alerts"]
        return {(a["labels"]["alertname"], a["labels"].get("namespace", "")) for a in found if state in (None, a["state"])}

    def value(self, expression):
        found = self.get("query?query=" + urllib.request.quote(expression))
        return float(found["result"][0]["value"][1]) if found and found["result"] else None
