"""Installs the program into a folder of its own and uses it from there: what bash, zsh and fish complete, what man shows.

    installed_tree.py CMAKE BUILD PREFIX

Each shell is a real one, with the files found where it looks for them by itself. One that is not installed is skipped
aloud. No server is needed: the types asked for are those that every server has.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = [  # what is typed before TAB, and what it becomes or what is offered
    ("kpp ge", "get"),
    ("kpp get --outp", "--output"),
    ("kpp get deploy", "deployments.apps"),
    ("kpp get -o jsonpath-a", "jsonpath-as-json"),
    ("kpp get --output=jsonpath-a", "jsonpath-as-json"),
    ("kpp cluster-info d", "dump"),
    ("kpp --context la", "lab:east"),
]
CONFIG = """apiVersion: v1
kind: Config
current-context: "lab:east"
contexts: [{name: "lab:east", context: {cluster: c, user: ""}}]
clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
"""
failures = []


def check(name, good, seen):
    print(("ok      " if good else "FAILED  ") + name)
    if not good:
        failures.append(name)
        print("        " + str(seen).strip().replace("\n", "\n        "))


def run(command, env, text=None):
    done = subprocess.run(command, env=env, input=text, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def bash(env, cases, setup=""):
    """COMPREPLY for each line, as readline would see it: split at the characters that break words."""
    script = ["source /usr/share/bash-completion/bash_completion", setup, """
ask() {
  COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_KEY=9
  local text=$1 word=
  COMP_WORDS=()
  while [[ $text =~ ^([[:space:]]*)([=:]+|[^[:space:]=:]+)(.*)$ ]]; do
    COMP_WORDS+=("${BASH_REMATCH[2]}"); text=${BASH_REMATCH[3]}
  done
  [[ $1 == *[[:space:]] ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  local command=${COMP_WORDS[0]} known
  known=$(complete -p "$command" 2> /dev/null) || { _completion_loader "$command"; known=$(complete -p "$command"); }
  [[ $known =~ -F\\ ([^ ]+) ]] && "${BASH_REMATCH[1]}" "$command" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
  echo "[${COMPREPLY[*]}]"
}"""]
    script += [f"ask '{line}'" for line, _ in cases]
    return run(["bash", "--norc", "-i", "-c", "\n".join(script)], env).splitlines()


def test_bash(env):
    if not shutil.which("bash", path=env["PATH"]) or not Path("/usr/share/bash-completion/bash_completion").exists():
        return print("SKIPPED: bash or bash-completion is not installed")
    aliases = [("k ge", "get"), ("k get deploy", "deployments.apps")]
    setup = "shopt -s expand_aliases; alias k='kpp --context=lab:east'; _completion_loader kpp; complete -o default -F __start_kubectl k; OTHER=$HOME/other"
    cases = CASES + aliases + [("kpp get \"--outp", ""), ("kpp --kubeconfig $OTHER --context ", "lab:west"), ("kpp --context $(touch pwned)", "")]
    answers = [line for line in bash(env, cases, setup) if line.startswith("[")]
    for number, (line, wanted) in enumerate(cases):
        seen = answers[number] if number < len(answers) else "\n".join(answers) or "nothing"
        # readline replaces the part behind the last colon only.
        good = wanted in seen or (":" in wanted and wanted.split(":")[1] in seen)
        check("bash: " + line, good, seen)
    check("bash: nothing on the line is run", not Path("pwned").exists(), "")


CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")


class Terminal:
    """An interactive shell, and what it has shown since it was last asked."""

    def __init__(self, command, env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, env)

    def type(self, text):
        os.write(self.fd, text.encode())

    def read_until(self, shown, limit=30.0):
        """The screen once shown(screen) holds; after `limit` seconds whatever is there."""
        out, end = b"", time.monotonic() + limit
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    out += os.read(self.fd, 65536)
                except OSError:
                    break
            screen = CONTROL.sub("", out.decode(errors="replace"))
            if shown(screen):
                return screen
        return CONTROL.sub("", out.decode(errors="replace"))

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def test_zsh(env, share):
    if not shutil.which("zsh", path=env["PATH"]):
        return print("SKIPPED: zsh is not installed")
    # The prompt is written so that the line that sets it does not show it.
    setup = f"fpath=({share}/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste; alias k=kpp; compdef k=kpp; PS1='RE''ADY> '\r"
    zsh = Terminal(["zsh", "-f", "-i"], dict(env, TERM="vt100"))
    zsh.type(setup)
    zsh.read_until(lambda screen: "READY> " in screen)
    for line, wanted in CASES + [("k ge", "get"), ("kpp get pod", "podtemplates")]:
        rest = wanted[len(re.split(r"[ =]", line)[-1]):] or wanted
        good = lambda screen: rest in screen.replace("\\:", ":") or wanted in screen
        zsh.type(line)
        zsh.read_until(lambda screen: screen.endswith(line))
        zsh.type("\t")
        screen = zsh.read_until(good)
        check("zsh: " + line, good(screen), repr(screen))
        zsh.type("\x15\r")  # the line is dropped; a new prompt tells that the shell is there again
        zsh.read_until(lambda screen: "READY> " in screen)
    zsh.close()


def test_fish(env, share):
    if not shutil.which("fish", path=env["PATH"]):
        return print("SKIPPED: fish is not installed")
    script = f"set -g fish_complete_path {share}/fish/vendor_completions.d $fish_complete_path\nalias k=kpp\ncomplete -c k -w kpp\n"
    cases = CASES + [("k ge", "get")]
    for line, wanted in cases:
        seen = run(["fish", "--private", "-c", script + f"complete -C '{line}'"], env)
        check("fish: " + line, wanted in seen, seen)


def test_man(env, mandir):
    if not shutil.which("man", path=env["PATH"]):
        return print("SKIPPED: man is not installed")
    env = dict(env, MANPATH=str(mandir), MANWIDTH="100", MANROFFOPT="", LC_ALL="C.UTF-8")
    check("man: kpp-get", "kpp-get - " in run(["man", "kpp-get"], env), run(["man", "kpp-get"], env))
    check("man: kpp cluster-info dump", "SYNOPSIS" in run(["man", "kpp", "cluster-info"], env), "")
    for page in sorted(mandir.glob("man1/*.1")):
        warnings = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page], env=env, capture_output=True, text=True).stderr
        check(f"man: {page.name} has no warnings", warnings == "", warnings)


def main():
    cmake, build, prefix = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        done = subprocess.run([cmake, "--install", build, "--component", "program"], env=dict(os.environ, DESTDIR=str(root)),
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
        place = root / prefix.lstrip("/")
        share = place / "share"
        (Path(folder) / "config").write_text(CONFIG)
        (Path(folder) / "other").write_text(CONFIG.replace("east", "west"))
        os.chdir(folder)
        env = {"PATH": f"{place}/bin:/usr/bin:/bin", "HOME": folder, "KUBECONFIG": folder + "/config", "TERM": "dumb", "XDG_DATA_DIRS": str(share),
               "BASH_COMPLETION_USER_DIR": str(share / "bash-completion"), "LC_ALL": "C.UTF-8"}
        check("kpp runs", "Client Version" in run(["kpp", "version", "--client"], env), "")
        check("powershell script", (share / "powershell/completions/kpp.ps1").exists(), "")
        test_bash(env)
        test_zsh(env, share)
        test_fish(env, share)
        test_man(env, share / "man")
        if (place / "bin/kubectl").is_symlink():
            check("kubectl link", os.readlink(place / "bin/kubectl") == "kpp" and (share / "zsh/site-functions/_kubectl").exists(), "")
    print(f"{len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
