"""Holds what each command asks of a server against what kubectl asks: kpp may ask for less, never for more.

    requests.py check PROGRAM FOLDER TABLE      runs the command lines of TABLE, and fails for what is not in it
    requests.py record KUBECTL FOLDER TABLE     runs them with kubectl, and writes what it asks into TABLE

FOLDER is that of a control plane (see control_plane): the requests are read from its audit log. A table has blocks:

    # a comment
    ! a line for bash, to prepare what follows; $program is the program, $objects what the table is about
    $ get pods                   a command line; what is set between blocks of it is kept by `record`
      exit 0
      list pods in a namespace
    + get pods by name           kpp asks this besides, for the reason that the comment before it gives

"by name" means that one object is named, in the path or by a field selector, as for a right that resourceNames limits.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LONGEST = 60  # seconds of one command line


def right_of(event):
    """The right that a request of the audit log needs, in words."""
    about = event.get("objectRef")
    if not about or not about.get("resource"):
        return f"{event['verb']} {event['requestURI'].split('?')[0]}"
    name = about["resource"]
    if about.get("apiGroup"):
        name += "." + about["apiGroup"]
    if about.get("subresource"):
        name += "/" + about["subresource"]
    words = [event["verb"], name]
    if about.get("name") and event["verb"] != "create":
        words.append("by name")
    if about.get("namespace") and about["resource"] != "namespaces":
        words.append("in a namespace")
    return " ".join(words)


class Server:
    """The program's requests, as the server has written them down."""

    def __init__(self, folder):
        self.log = open(folder / "audit.log", encoding="utf-8")
        self.rest = ""

    def news(self):
        """What has been asked since the last time, by kubectl or one that calls itself so."""
        lines = (self.rest + self.log.read()).split("\n")
        self.rest = lines.pop()
        events = [json.loads(line) for line in lines]
        return [event for event in events if event.get("userAgent", "").startswith("kubectl/")]


class Runner:
    def __init__(self, program, folder, objects):
        self.folder = folder
        self.objects = objects
        self.server = Server(folder)
        self.program = program
        text = (folder / "admin.kubeconfig").read_text()
        (folder / "asked.kubeconfig").write_text(text.replace("user: test}", "user: test, namespace: asked}"))
        os.chmod(folder / "asked.kubeconfig", 0o600)

    def bash(self, script, home):
        environment = dict(os.environ, HOME=home, KUBECONFIG=str(self.folder / "asked.kubeconfig"), program=self.program,
                           objects=str(self.objects))
        environment.pop("KUBECTL_KUBERC", None)
        return subprocess.run(["bash", "-c", script], cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=LONGEST, stdin=subprocess.DEVNULL)

    def prepare(self, line):
        with tempfile.TemporaryDirectory() as home:
            done = self.bash("set -eo pipefail; " + line, home)
        if done.returncode != 0:
            sys.exit(f"preparing failed: {line}\n{done.stdout}{done.stderr}")

    def run(self, line):
        """The exit code, the rights that were needed, and the addresses; nothing is known of the server before."""
        self.server.news()
        with tempfile.TemporaryDirectory() as home:
            done = self.bash(f"exec $program {line}", home)
        events = self.server.news()
        rights = sorted({right_of(event) for event in events})
        return done, rights, [event["requestURI"] for event in events]


def parse(text):
    """The blocks of a table: (kind, line, what stands below)."""
    blocks = []
    for line in text.splitlines():
        if line.startswith("  "):
            blocks[-1][2].append(line.strip())
        else:
            blocks.append((line[:1], line[2:], []))
    return blocks


def extras_behind(blocks, index):
    """The rights that kpp needs besides, for the command line at this place."""
    out = []
    for kind, line, _ in blocks[index + 1:]:
        if kind == "+":
            out.append(line)
        elif kind != "#":
            break
    return out


def check(runner, blocks):
    failed = checked = 0
    for index, (kind, line, expected) in enumerate(blocks):
        if kind == "!":
            runner.prepare(line)
        if kind != "$":
            continue
        checked += 1
        done, rights, addresses = runner.run(line)
        allowed = set(expected) | set(extras_behind(blocks, index))
        # A right to all objects of a type is one to each of them.
        problems = [f"asks more than kubectl: {right}" for right in rights if not allowed & {right, right.replace(" by name", "")}]
        problems += [f"extra that is not asked for: {right}" for right in extras_behind(blocks, index) if right not in rights]
        problems += [f"an odd parameter: {address}" for address in addresses if is_odd(address) and "--request-timeout" not in line]
        if f"exit {done.returncode}" not in expected:
            problems.append(f"exit code {done.returncode}, not that of kubectl\n{done.stdout}{done.stderr}")
        if problems:
            failed += 1
            print(f"FAILED: {line}")
            for problem in problems:
                print("  " + problem.replace("\n", "\n  | "))
    print(f"requests: {checked} command lines checked, {failed} failed")
    return failed


def is_odd(address):
    """Only questions about types carry the time that the server may take for them."""
    path, _, query = address.partition("?")
    discovery = path in ("/api", "/apis", "/version") or path.startswith("/openapi") or path.count("/") < 4
    return not discovery and any(part.startswith("timeout=") for part in query.split("&"))


def record(runner, blocks):
    out = []
    for kind, line, _ in blocks:
        out.append(f"{kind} {line}".rstrip())
        if kind == "!":
            runner.prepare(line)
        if kind == "$":
            done, rights, _ = runner.run(line)
            out.append(f"  exit {done.returncode}")
            out += ["  " + right for right in rights]
            print(f"{line}: {len(rights)}")
            if "-v" in os.environ.get("RECORD", ""):
                print(done.stdout + done.stderr)
    return "\n".join(out) + "\n"


def main():
    what, program, folder, table = sys.argv[1], shutil.which(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]).resolve()
    blocks = parse(table.read_text())
    runner = Runner(program, folder, table.parent / "requests_objects.yaml")
    if what == "record":
        table.write_text(record(runner, blocks))
        return 0
    return 1 if check(runner, blocks) else 0


if __name__ == "__main__":
    sys.exit(main())
