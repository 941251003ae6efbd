"""What the checks of this folder share: the files of a source tree, and C++ without comments and texts."""
import re
from pathlib import Path


def cpp_files(root, *folders):
    """Every .cc and .h below the folders, as paths relative to root."""
    root = Path(root)
    return sorted(path.relative_to(root) for folder in folders for path in (root / folder).rglob("*") if path.suffix in (".cc", ".h"))


def read(root, path):
    return (Path(root) / path).read_text(encoding="utf-8")


_NOT_CODE = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)


def code_of(text):
    """The text with comments and literals emptied; the lines keep their numbers. Includes keep their names."""

    def blank(match):
        piece = match.group(0)
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"\s*#\s*include\s*$", line):
            return piece
        return ('""' if piece[0] in 'R"' else "0" if piece[0] == "'" else "") + "\n" * piece.count("\n")

    return _NOT_CODE.sub(blank, text)


def includes(text):
    """(line number, name, is it in <>) of each #include."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', line)
        if match:
            yield number, match.group(1) or match.group(2), match.group(1) is not None
