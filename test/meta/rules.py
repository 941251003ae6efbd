"""The rules that a compiler does not know: what reaches outside only through the seams, lengths, lists and tests."""
import re
import sys
from pathlib import Path

from tree import code_of, cpp_files, read

LONGEST = 500
WIDEST = 120
# Outside src/base and main.cc everything that is not of this process is passed in.
BANNED = [
    (r"\bstd::(cout|cerr|clog|cin)\b", "IoStreams"),
    (r"(?<![\w.>])(?:std::)?(?:v?f?printf|puts|fputs|putchar|perror)\s*\(|\bfmt::print\b", "IoStreams"),
    (r"\b(?:secure_)?(?:getenv|setenv|putenv)\b", "Environment"),
    (r"\b(?:system|steady|high_resolution)_clock::now\b", "Clock"),
    (r"(?<![\w.>])(?:std::)?(?:_exit|_Exit|exit|quick_exit|abort)\s*\(", "exceptions: only main ends the process"),
    (r"(?<![\w.>])(?:std::)?(?:system|popen|execvp?e?|fork)\s*\(", "ProcessRunner"),
]
BANNED_EVERYWHERE = [
    (r"\bstd::w?regex\b|#\s*include\s*<regex>", "a hand-written parser: std::regex is slow and overflows its stack"),
    (r"#\s*include\s*<iostream>", "IoStreams"),
]
# The project is laid out so that what begins in the first column is at namespace scope.
_CONSTANT = r"(?!.*\b(?:const|constexpr|consteval|using|return|typedef|extern|friend|template|operator|class|struct|enum|namespace|goto|else)\b)"
MUTABLE_STATICS = [
    re.compile(r"^\s*(?:inline\s+)?(?:static|thread_local)\b" + _CONSTANT + r"[^(){};=]*[\w\]](?:\s*=|\s*;|\s*\{)"),
    re.compile(r"^" + _CONSTANT + r"[A-Za-z_][\w:<>,*&\s]*[\s>*&][A-Za-z_]\w*(?:\s*=[^=].*|\s*;|\s*\{[^()]*\};)$"),
]


def check_seams(root):
    problems = []
    for path in cpp_files(root, "src", "include"):
        file = path.as_posix()
        inside = file.startswith("src/base/") or file == "src/main.cc"
        for number, line in enumerate(code_of(read(root, path)).splitlines(), 1):
            rules = BANNED_EVERYWHERE + ([] if inside else BANNED)
            problems += [f"{path}:{number}: {line.strip()}: use {instead}" for pattern, instead in rules if re.search(pattern, line)]
            if not inside and any(pattern.search(line) for pattern in MUTABLE_STATICS):
                problems.append(f"{path}:{number}: {line.strip()}: a static that changes")
    return problems


def check_lengths(root):
    problems = []
    for path in cpp_files(root, "src", "include", "test"):
        lines = read(root, path).count("\n")
        if lines > LONGEST:
            problems.append(f"{path}: {lines} lines, more than {LONGEST}")
    return problems


def check_widths(root):
    return [f"{path}:{number}: {len(line)} columns, more than {WIDEST}"
            for path in cpp_files(root, "src", "include", "test")
            for number, line in enumerate(read(root, path).splitlines(), 1) if len(line) > WIDEST]


def check_lists(root):
    """Each .cc is in the nearest CMakeLists.txt at or above it, unless that takes all there are, and what is there exists."""
    problems = []
    every = [lists for top in ("src", "test") for lists in sorted(Path(root).glob(f"{top}/*/**/CMakeLists.txt"))]
    for lists in every:
        folder = lists.parent
        below = [other.parent for other in every if folder in other.parent.parents]
        text = re.sub(r"#[^\n]*", "", lists.read_text(encoding="utf-8"))
        if "CONFIGURE_DEPENDS" in text:  # all of the folder
            continue
        listed = set(re.findall(r"(?<![\w/}.])[\w][\w/]*\.cc\b", text))
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.cc")
                 if not any(deeper in path.parents for deeper in below)}
        problems += [f"{lists.relative_to(root)}: {name} does not exist" for name in sorted(listed - there)]
        if "foreach(target" in text:  # the fuzz targets are named by a loop
            continue
        problems += [f"{lists.relative_to(root)}: {name} is not listed" for name in sorted(there - listed)]
    return problems


def check_command_tests(root):
    """src/cmd/NAME.cc and src/cmd/NAME/ have test/cmd/NAME_test.cc, or a folder of tests."""
    problems = []
    for path in sorted((Path(root) / "src/cmd").iterdir()):
        if not path.is_dir() and (path.suffix != ".cc" or path.stem == "registry"):
            continue
        tests = Path(root) / "test/cmd"
        if not (tests / f"{path.stem}_test.cc").exists() and not any((tests / path.stem).glob("*_test.cc")):
            problems.append(f"{path.relative_to(root)}: there is no test/cmd/{path.stem}_test.cc")
    return problems


CHECKS = {"seams": check_seams, "lengths": check_lengths, "widths": check_widths, "lists": check_lists, "command_tests": check_command_tests}

if __name__ == "__main__":
    found = [problem for check in CHECKS.values() for problem in check(sys.argv[1])]
    print("\n".join(found) or "rules: " + ", ".join(CHECKS) + " hold")
    sys.exit(1 if found else 0)
