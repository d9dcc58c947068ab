"""The servers that are compared: each is started on a port of its own and watched from outside."""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")

NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null;
events {{ worker_connections 20000; }}
http {{
  access_log off; keepalive_requests 1000000000; default_type application/json;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port} backlog=4096; {tls}
    location = /v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/ {{
      return 202 '{{"api_id":"9bf00354-743e-4259-8147-eadd53642be5","message":"Session initiated","session_uuid":"706e7783-5670-44bf-a73a-56385a76f60f"}}';
    }}
    location / {{
      return 200 '{{"api_id":"9bf00354-743e-4259-8147-eadd53642be5","message":"session validated successfully."}}';
    }}
  }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Server:
    """A process, its children and what they have used."""

    def __init__(self, name, command, port):
        self.name, self.port, self.command = name, port, command
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{name} did not start: {' '.join(command)}") from None
                time.sleep(0.02)
        time.sleep(0.1)

    def processes(self):
        own = str(self.process.pid)
        children = pathlib.Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return [own, *children]

    def cpu(self):
        """Seconds of processor time, the children's included."""
        total = 0
        for number in self.processes():
            fields = pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self):
        """MiB in memory, of the process that uses most."""
        most = 0
        for number in self.processes():
            for line in pathlib.Path(f"/proc/{number}/status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    most = max(most, int(line.split()[1]))
        return most / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def product(binary, *flags, name="VerifyMock"):
    port = free_port()
    return Server(name, product_command(binary, port, *flags), port)


def product_command(binary, port, *flags):
    return [binary, "serve", "--port", str(port), "--host", "127.0.0.1", "--quiet", "--limits",
            "none", "--code", "424242", *flags]


def nginx(tls=""):
    folder = tempfile.mkdtemp(prefix="benchmark-nginx-")
    port = free_port()
    path = os.path.join(folder, "nginx.conf")
    text = NGINX.format(folder=folder, port=port, tls=tls)
    if tls:
        text = text.replace(f":{port} ", f":{port} ssl ")
    pathlib.Path(path).write_text(text)
    return Server("nginx", ["nginx", "-c", path, "-e", "/dev/null"], port)


def peer(path):
    port = free_port()
    return Server(os.path.basename(path).removesuffix("Peer"), [path, str(port)], port)
