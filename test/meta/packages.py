"""What building, testing and the scripts use has a Debian package in script/bootstrap.

    packages.py ROOT

Looks at find_package(), pkg_check_modules() and find_program() in CMake files, at each word of a shell script (script/*,
.ci/run, those of the tests) that stands where a command stands, and at the programs that the tests written in Python
start. What has no row here fails, so that whoever adds a use says where it comes from.
"""
import re
import sys
from pathlib import Path

# What CMake and pkg-config look for, and the package it is in.
LIBRARIES = {
    "CLI11": "libcli11-dev", "CURL": "libcurl4-openssl-dev", "Catch2": "catch2", "OpenSSL": "libssl-dev", "PkgConfig": "pkg-config",
    "Python3": "python3", "Threads": "g++", "ZLIB": "zlib1g-dev", "fmt": "libfmt-dev", "nlohmann_json": "nlohmann-json3-dev",
    "yaml-0.1": "libyaml-dev", "yaml-cpp": "libyaml-cpp-dev",
}
# The package None: every Debian system has it, or this project makes it.
PROGRAMS = {
    "bash": None, "apt-get": None, "basename": None, "cat": None, "chmod": None, "chroot": None, "cp": None, "dirname": None, "dpkg-query": None,
    "env": None, "find": None, "grep": None, "head": None, "id": None, "mkdir": None, "mktemp": None, "mount": None, "nice": None, "nproc": None,
    "rm": None, "sed": None, "seq": None, "setsid": None, "sh": None, "sleep": None, "sort": None, "tail": None, "tee": None,
    "timeout": None, "touch": None, "tr": None, "umount": None, "uname": None, "wc": None, "xargs": None,
    "c++": "g++", "ccache": "ccache", "clang": "clang", "cmake": "cmake", "cpack": "cmake", "ctest": "cmake", "curl": "curl",
    "debootstrap": "debootstrap", "dpkg-shlibdeps": "dpkg-dev", "file": "file", "fish": "fish", "g++": "g++", "git": "git",
    "man": "man-db", "mold": "mold", "ninja": "ninja-build", "openssl": "openssl", "pkg-config": "pkg-config", "python3": "python3",
    "zsh": "zsh",
}
# Only looked for, and done without: with the reason.
OPTIONAL = {"kubectl": "the bench measures it where it is"}
OPTIONAL |= {name: "test/cluster is skipped without it" for name in ("etcd", "kube-apiserver", "kube-controller-manager")}
# Packages of the list that no use names: with the reason.
UNNAMED = {
    "ninja-build": "the presets' generator", "bash-completion": "sourced by the tests of completion", "clang": "the compiler of a preset",
    "ca-certificates": "for git and apt over https", "file": "cpack asks it what an ELF file is", "git": "to get the project",
    "clang-format": "by its version, in script/check", "clang-tidy": "by its version, in script/check",
    "libclang-rt-dev": "the run-time library of libFuzzer",
}
BUILTINS = set("""[ [[ : . break cd command continue declare echo eval exec exit export false getopts local printf read readonly return set shift
    source test trap true type umask unset wait kill ulimit""".split())
KEYWORDS = set("if then else elif fi for while until do done case esac in function time ! { }".split())


def cmake_uses(root):
    """(place, what is looked for, the table it should be in)"""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        users = inside[0] == "examples" or inside[:3] == ("test", "library", "user")  # they look for the installed kpp
        if inside[0] in ("build", ".git") or users or not (path.name == "CMakeLists.txt" or path.name.endswith((".cmake", ".cmake.in"))):
            continue
        text = re.sub(r"#[^\n]*", "", path.read_text(encoding="utf-8"))
        place = "/".join(inside)
        for name in re.findall(r"\b(?:find_package|find_dependency)\(\s*([\w+-]+)", text):
            yield place, name, LIBRARIES
        for words in re.findall(r"\bpkg_(?:check|search)_modules?\(\s*\w+\s+([^)]*)\)", text):
            for name in re.findall(r"[a-z][\w.+-]*", words):
                yield place, name, LIBRARIES
        for name in re.findall(r"\bfind_program\(\s*\w+\s+([\w+-]+)", text):
            yield place, name, PROGRAMS


def without_texts(script):
    """A shell script without comments, here-documents and what stands in quotes; what $( ) in double quotes runs stays."""
    script = re.sub(r"<<-?\s*(['\"]?)(\w+)\1\n.*?\n\s*\2\n", "\n", script.replace("\\\n", " "), flags=re.S)
    out, at, double = [], 0, False
    depth = []  # for each $( that is open: was it in double quotes?
    while at < len(script):
        here = script[at]
        if here == "\\":
            at += 2
            out.append("x")
            continue
        if here == "'" and not double:
            at = script.index("'", at + 1) + 1
            out.append("''")
            continue
        if here == '"':
            double = not double
            out.append("_")
        elif script.startswith("$(", at) and not script.startswith("$((", at):
            depth.append(double)
            double = False
            out.append("\n")
            at += 1
        elif here == ")" and depth and not double:
            double = depth.pop()
            out.append(" ")
        elif here == "#" and not double and (at == 0 or script[at - 1] in " \n\t"):
            while at < len(script) and script[at] != "\n":
                at += 1
            continue
        else:
            out.append("_" if double and here in " \n;|&(){}#" else here)
        at += 1
    return "".join(out)


def shell_uses(root):
    """(place, program) for each word of a script that stands where a command stands."""
    tests = [path for path in (root / "test").rglob("*") if path.is_file() and re.match(rb"#!.*bash|# shellcheck shell=bash", path.read_bytes())]
    scripts = sorted([*(root / "script").iterdir(), *tests, root / ".ci/run"])
    functions = {name for path in scripts for name in re.findall(r"(?m)^\s*([\w-]+)\s*\(\)", path.read_text(encoding="utf-8"))}
    for path in scripts:
        script = without_texts(path.read_text(encoding="utf-8"))
        script = re.sub(r"\w+\+?=\([^)]*\)", "x=y", script)  # an array
        script = re.sub(r"\(\([^\n]*\)\)", ":", script)  # arithmetic
        script = re.sub(r"(?m)^\s*[^\n()]*?\)\s", "\n", script)  # the pattern of a case
        script = re.sub(r"([\w-]+)\s*\(\)", "", script)
        for piece in re.split(r"\n|;|&&|\|\|?|(?<![<>])&(?!>)|\(|\)|\{|\}", script):
            words = re.sub(r"[0-9&]*[<>]{1,3}&?\s*\S+", " ", piece).split()
            while words and (words[0] in KEYWORDS or re.match(r"\w+\+?=|\w+\[", words[0]) or words[0] in ("command", "exec", "$sudo", "env")):
                first = words.pop(0)
                if first in ("for", "case", "in"):
                    words = []
                while first in ("command", "exec", "env") and words and (words[0].startswith("-") or "=" in words[0]):
                    words.pop(0)
            if words and re.fullmatch(r"[a-z][\w+.-]*", words[0]) and words[0] not in BUILTINS | functions:
                yield path.relative_to(root).as_posix(), words[0]


def python_uses(root):
    """(place, program) for what the tests start by name."""
    for path in sorted((root / "test").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"(?:\brun|Popen|check_output|check_call|which)\(\s*\[?\s*\"([a-z][\w+.-]*)\"", text):
            if not name.startswith(("kpp", "test_")):
                yield path.relative_to(root).as_posix(), name


def check(root):
    root = Path(root)
    bootstrap = (root / "script/bootstrap").read_text(encoding="utf-8")
    packages = {word for words in re.findall(r"packages\+?=\(([^)]*)\)", bootstrap) for word in words.split()}
    uses = [*cmake_uses(root), *((place, name, PROGRAMS) for place, name in [*shell_uses(root), *python_uses(root)])]
    problems, named = [], set(UNNAMED)
    for place, name, table in uses:
        if name in OPTIONAL:
            continue
        if name not in table:
            problems.append(f"{place}: {name}: test/meta/packages.py does not say which package has it")
            continue
        named.add(table[name])
        if table[name] not in packages | {None}:
            problems.append(f"{place}: {name}: its package {table[name]} is not in script/bootstrap")
    problems += [f"script/bootstrap: nothing uses {name}" for name in sorted(packages - named)]
    return problems


if __name__ == "__main__":
    found = check(sys.argv[1])
    print("\n".join(found) or "packages: what is used is installed")
    sys.exit(1 if found else 0)
