"""Every function that a public header declares is named in every_function.cc: what is promised can be called.

public_names.py INCLUDE_FOLDER PROGRAM"""
import re
import sys
from pathlib import Path

# Words that stand before a parenthesis and are no function of ours.
NOT_OURS = {"if", "for", "while", "switch", "return", "sizeof", "defined", "noexcept", "function", "explicit", "__has_cpp_attribute",
            "bool", "set_text"}  # the last two: operator bool, and a protected one


def names(header):
    """The functions, constructors apart from those of abstract classes, that the header declares."""
    text = re.sub(r"//[^\n]*", "", header.read_text())
    text = re.sub(r"^#[^\n]*(\\\n[^\n]*)*", "", text, flags=re.M)
    text = re.sub(r'"(\\.|[^"\\])*"', '""', text)
    # Bodies and initialisers call functions, and declare none: what stands in braces within a class or namespace.
    out, keep = [], [True]
    pieces = re.split(r"([{};])", text)
    for at, piece in enumerate(pieces):
        if piece == "{":
            opens_scope = re.search(r"\b(namespace|class|struct|union)\b[^()=]*$", pieces[at - 1])
            keep.append(keep[-1] and bool(opens_scope))
        elif piece == "}":
            keep.pop()
        elif keep[-1]:
            out.append(piece)
    found = set()
    for declaration in out:
        declaration = re.split(r"\)\s*(?:noexcept)?\s*:\s", declaration)[0] if ":" in declaration else declaration
        match = re.search(r"(?:^|[\s*&>])(~?[A-Za-z_]\w*)\s*\(", declaration)
        if match and match.group(1) not in NOT_OURS and not match.group(1).startswith("~"):
            found.add(match.group(1))
    return found


def main(include, program):
    text = re.sub(r"//[^\n]*", "", Path(program).read_text())
    missing = [f"{header.name}: {name}" for header in sorted(Path(include).rglob("*.h")) for name in sorted(names(header))
               if not re.search(rf"\b{name}\b", text)]
    for one in missing:
        print(f"{one} is not in {Path(program).name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
