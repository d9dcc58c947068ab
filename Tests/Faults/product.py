"""The program under trial: started, watched from outside, stopped."""

import json
import os
import resource
import subprocess
import tempfile
import time
import urllib.request

import wire


class Server:
    def __init__(self, binary, *flags, descriptors=None, log=None):
        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        # A log that is asked for has its lines; else there is none but what is wrong.
        self.log = tempfile.TemporaryFile() if log is None else log
        quiet = ["--quiet"] if log is None else []
        self.process = subprocess.Popen(
            [*os.environ.get("WRAP","").split(), binary, "serve", "--port", "0", "--json", *quiet, "--limits", "none",
             "--code", wire.CODE, *flags],
            stdout=subprocess.PIPE, stderr=self.log, preexec_fn=limit)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the server did not start")
        self.port = json.loads(line)["port"]
        # The first request of all makes what is made once.
        connection = wire.Connection(self.port)
        connection.send(wire.creation(0))
        connection.read()
        connection.close()
        time.sleep(0.05)
        self.began = self.usage()

    def usage(self):
        """Resident memory in KiB and the number of descriptors."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return memory, len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def descriptors_return(self, within=5.0, slack=0):
        """Whether there are as many descriptors as in the beginning, soon."""
        deadline = time.monotonic() + within
        while self.usage()[1] > self.began[1] + slack:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def control(self, path, timeout=30):
        url = f"http://127.0.0.1:{self.port}/_mock/{path}"
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return answer.read()

    def metric(self, name):
        """The sum of a metric's samples."""
        total = 0
        for line in self.control("metrics").decode().splitlines():
            if line.startswith((name + " ", name + "{")):
                total += float(line.rsplit(" ", 1)[1])
        return total

    def stop(self):
        """Ends it with SIGTERM; the exit code, which is to be 0."""
        self.process.terminate()
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
