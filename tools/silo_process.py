"""A silo that a tool of this folder starts, asks and ends. Not to be run by itself."""
import atexit
import json
import os
import signal
import subprocess
import time
import urllib.request


class SiloProcess:
    """A server of one silo.

    SILO is the path of Silo.dll, URL where it listens, LOG the file that takes what it says (written over), SETTINGS the variables of its
    environment besides this program's. It is killed when this program ends.
    """

    def __init__(self, silo, url, log, settings):
        self.url, self.log = url, log
        with open(log, "wb") as output:
            self.process = subprocess.Popen(["dotnet", silo, "--urls", url], env={**os.environ, **settings}, stdout=output, stderr=output)
        atexit.register(self.process.kill)

    def call(self, path, body=None):
        """The bytes of a response; sends BODY, where there is one, as JSON."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.read()

    def is_ready(self):
        try:
            self.call("/readyz")
            return True
        except OSError:
            return False

    def said(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def wait(self, holds, seconds=180, pause=0.05):
        """Waits until HOLDS() is true; ends this program where the silo ended or took longer."""
        deadline = time.monotonic() + seconds
        while not holds():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The server ended, or did not come to it:\n{self.said()[-3000:]}")
            time.sleep(pause)

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(timeout=180)
