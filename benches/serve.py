#!/usr/bin/env python3
"""Measures `recto serve` from outside: over HTTP, on the loopback interface only.

    benches/serve.py latency [--pages N] [--with hugo,jekyll] [--site FOLDER --page FILE --url PATH]
        The time from the start to the first page, and from saving a file to the answer that has the new text:
        medians of 15 edits, next to other generators in the same run.
    benches/serve.py soak [--builds 1000]
        Rebuilds a site again and again and prints how much memory the server takes.
    benches/serve.py stress
        2,000 clients that keep their connections, 600 sockets that are dropped, 500 requests that are never finished,
        and a checkout of 500 files, against a server that may have 1,024 descriptors open.

`RECTO` names the program, `target/release/recto` by default.
"""

import argparse
import base64
import http.client
import os
import pathlib
import resource
import selectors
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECTO = os.environ.get("RECTO", str(ROOT / "target/release/recto"))
EDITS = 15
TEXT = "More *text* follows `here`.\n\n- one\n- two\n\n" * 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path, timeout=10):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def wait(port, path, text, limit=120):
    """Seconds until the answer for `path` has `text`."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            status, body = get(port, path)
            if status == 200 and text.encode() in body:
                return time.perf_counter() - start
        except OSError:
            pass
        except http.client.HTTPException:
            pass
        time.sleep(0.002)
    raise SystemExit(f"`{text}` did not appear at {path} within {limit} s")


class Server:
    def __init__(self, command, port, **options):
        self.port = port
        self.start = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
        )

    def memory(self):
        """The resident memory in MiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def jekyll_site(folder, pages):
    def write(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    write("_config.yml", "title: Docs\n")
    write("_layouts/default.html", "<title>{{ page.title }}</title>{% include nav.html %}<main>{{ content }}</main>")
    write("_includes/nav.html", '{% for e in site.data.nav[page.part] %}<a href="{{ e.url }}">{{ e.title }}</a>{% endfor %}')
    parts = [""] * 50
    for number in range(pages):
        part = number % 50
        head = f"---\ntitle: Page {number}\nlayout: default\npart: part{part}\n---\n"
        write(f"part{part}/page-{number}.md", f"{head}# Page\n\nFirst.\n\n{TEXT}")
        parts[part] += f"  - url: /part{part}/page-{number}.html\n    title: Page {number}\n"
    write("_data/nav.yml", "".join(f"part{part}:\n{entries}" for part, entries in enumerate(parts)))
    return folder / "part7/page-7.md", "/part7/page-7.html", folder / "_layouts/default.html"


def hugo_site(folder, pages):
    def write(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    write("hugo.toml", 'title = "Docs"\nuglyURLs = true\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    nav = '{{ range index .Site.Data.nav .Params.part }}<a href="{{ .url }}">{{ .title }}</a>{{ end }}'
    write("layouts/_default/single.html", "<title>{{ .Title }}</title>" + nav + "<main>{{ .Content }}</main>")
    write("layouts/_default/list.html", "<title>{{ .Title }}</title>")
    parts = [""] * 50
    for number in range(pages):
        part = number % 50
        head = f"---\ntitle: Page {number}\npart: part{part}\n---\n"
        write(f"content/part{part}/page-{number}.md", f"{head}# Page\n\nFirst.\n\n{TEXT}")
        parts[part] += f"  - url: /part{part}/page-{number}.html\n    title: Page {number}\n"
    write("data/nav.yml", "".join(f"part{part}:\n{entries}" for part, entries in enumerate(parts)))
    return folder / "content/part7/page-7.md", "/part7/page-7.html", folder / "layouts/_default/single.html"


def recto(folder, port, *flags):
    return [RECTO, "serve", "-s", str(folder), "-P", str(port), *flags]


COMMANDS = {
    "recto": recto,
    "hugo": lambda folder, port: ["hugo", "server", "-s", str(folder), "-p", str(port), "--bind", "127.0.0.1"],
    "jekyll": lambda folder, port: ["jekyll", "serve", "-s", str(folder), "-d", str(folder) + "-site", "-P", str(port), "--disable-disk-cache"],
}


def edits(server, file, path, place, marker):
    """Seconds from saving `file` to the new text, for each of the edits; `place` is what the marker is put after."""
    original = file.read_text()
    times = []
    try:
        for number in range(EDITS):
            text = f"{marker}{number}x{os.getpid()}"
            changed = file.with_name(file.name + ".new~")
            changed.write_text(original.replace(place, f"{place} {text}", 1))
            os.replace(changed, file)
            times.append(wait(server.port, path, text))
            time.sleep(0.3)
    finally:
        file.write_text(original)
    return times


def milliseconds(times):
    return f"{statistics.median(times) * 1000:7.1f} ({min(times) * 1000:.1f}-{max(times) * 1000:.1f})"


def latency(options):
    print(f"{'milliseconds':<10} {'first page':>12} {'body edit: median (range)':>28} {'layout edit':>28}")
    for name in ["recto", *filter(None, options.others.split(","))]:
        if not shutil.which(name) and name != "recto":
            print(f"{name}: not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder) / "site"
            if options.site:
                shutil.copytree(options.site, folder, symlinks=True)
                file, path, layout, place = folder / options.page, options.url, None, options.place
            else:
                make = hugo_site if name == "hugo" else jekyll_site
                file, path, layout = make(folder, options.pages)
                place = "First."
            port = free_port()
            with Server(COMMANDS[name](folder, port), port) as server:
                first = wait(port, path, options.shown or "First.", 600)
                # The rest of the site is built before edits are measured.
                time.sleep(options.settle)
                body = milliseconds(edits(server, file, path, place, "edit"))
                shared = milliseconds(edits(server, layout, path, "<main>", "layout")) if layout else "-"
                print(f"{name:<10} {first * 1000:>12.0f} {body:>28} {shared:>28}   {server.memory():.0f} MiB", flush=True)


def soak(options):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        file, path, layout = jekyll_site(folder, options.pages)
        port = free_port()
        with Server(recto(folder, port), port) as server:
            wait(port, path, "First.")
            original, frame = file.read_text(), layout.read_text()
            print("builds   MiB  descriptors")
            for number in range(options.builds + 1):
                if number % (options.builds // 10) == 0:
                    print(f"{number:>6} {server.memory():>5.0f} {server.descriptors():>12}", flush=True)
                # Every tenth build renders all pages again.
                if number % 10 == 9:
                    layout.write_text(frame.replace("<main>", f"<main><!-- n{number}n -->"))
                else:
                    file.write_text(original.replace("First.", f"First. n{number}n"))
                wait(port, path, f"n{number}n")


def handshake(port):
    """A socket of a tab, as a browser opens it."""
    client = socket.create_connection(("127.0.0.1", port), timeout=10)
    key = base64.b64encode(os.urandom(16)).decode()
    host = f"localhost:{port}"
    client.sendall(
        (
            f"GET /__recto/socket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        ).encode()
    )
    if b" 101 " not in client.recv(4096).split(b"\r\n")[0]:
        raise SystemExit("the socket was refused")
    return client


def limit_descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))


def keep_alive(port, path, clients, requests):
    """Answers that clients get which send `requests` each on connections that they keep, opening new ones if closed."""
    answered = 0
    start = time.perf_counter()
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode()
    open_clients = []
    for _ in range(clients):
        for attempt in range(20):
            try:
                client = socket.create_connection(("127.0.0.1", port), timeout=10)
                break
            except OSError:
                time.sleep(0.05)
        open_clients.append(client)
    for _ in range(requests):
        for at, client in enumerate(open_clients):
            for attempt in range(3):
                try:
                    client.sendall(request)
                    if client.recv(65536).startswith(b"HTTP/1.1 200"):
                        answered += 1
                        break
                    raise ConnectionError
                except OSError:
                    client.close()
                    client = open_clients[at] = socket.create_connection(("127.0.0.1", port), timeout=10)
    for client in open_clients:
        client.close()
    return answered, time.perf_counter() - start


def stress(options):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        file, path, _ = jekyll_site(folder, 500)
        (folder / "small.html").write_text("small")
        port = free_port()
        with Server(recto(folder, port), port, preexec_fn=limit_descriptors) as server:
            wait(port, path, "First.")
            state = lambda: f"{server.descriptors()} descriptors, {server.memory():.0f} MiB"
            print(f"at the start: {state()}")
            answered, took = keep_alive(port, "/small.html", 2000, 5)
            print(f"2,000 clients with 5 requests each: {answered} of 10000 answered in {took:.1f} s; {state()}")
            for _ in range(6):
                sockets = [handshake(port) for _ in range(100)]
                for client in sockets:
                    client.close()
            time.sleep(1)
            print(f"600 dropped sockets: {state()}")
            slow = []
            for _ in range(500):
                client = socket.create_connection(("127.0.0.1", port), timeout=10)
                client.sendall(b"GET / HTTP/1.1\r\nHost: loc")
                slow.append(client)
            start = time.perf_counter()
            get(port, "/small.html")
            print(f"500 requests that are never finished: another is answered in {(time.perf_counter() - start) * 1000:.0f} ms; {state()}")
            watched = selectors.DefaultSelector()
            for client in slow:
                watched.register(client, selectors.EVENT_READ)
            closed = 0
            while closed < len(slow) and time.perf_counter() - start < 40:
                for key, _ in watched.select(1):
                    watched.unregister(key.fileobj)
                    closed += 1
            print(f"closed by the server: {closed} after {time.perf_counter() - start:.0f} s; {state()}")
            for client in slow:
                client.close()
            start = time.perf_counter()
            for number in range(500):
                page = folder / f"part{number % 50}/page-{number}.md"
                page.write_text(page.read_text().replace("First.", "First. checkedout"))
            wait(port, "/part49/page-499.html", "checkedout")
            print(f"a checkout of 500 files: the last page is new after {time.perf_counter() - start:.2f} s")
            right = sum("checkedout" in get(port, f"/part{n % 50}/page-{n}.html")[1].decode() for n in range(500))
            print(f"pages that are new: {right} of 500; {state()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("latency")
    command.add_argument("--pages", type=int, default=200)
    command.add_argument("--with", dest="others", default="")
    command.add_argument("--settle", type=float, default=5)
    command.add_argument("--site")
    command.add_argument("--page")
    command.add_argument("--url")
    command.add_argument("--place")
    command.add_argument("--shown")
    command.set_defaults(run=latency)
    command = commands.add_parser("soak")
    command.add_argument("--builds", type=int, default=1000)
    command.add_argument("--pages", type=int, default=200)
    command.set_defaults(run=soak)
    commands.add_parser("stress").set_defaults(run=stress)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    sys.exit(main())
