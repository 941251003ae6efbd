"""Reads every #include of src and include against the table of src/README.md."""
import re
import sys

from tree import code_of, cpp_files, includes, read

# Public headers by the layer they belong to; those not named here are client's.
# discovery.h is schema's: it says what is known of a type, and the table of the built-in ones is made of that.
PUBLIC = {"error.h": "base", "seams.h": "base", "gvk.h": "data", "node.h": "data", "discovery.h": "schema",
          "http.h": "net"}
# The table's names of other people's code: their headers, and the files that may include them.
THIRD_PARTY = {
    "libyaml": (r"yaml\.h$", {"src/data/yaml_events.cc"}),
    "libcurl": (r"curl/", {"src/net/curl_library.h"}),
    "CLI11": (r"CLI/", {"src/cli/parse_cli11.cc"}),
    "OpenSSL": (r"openssl/", {"src/net/openssl.cc"}),
}
SYSTEM = re.compile(r"^[a-z_0-9]+$|^(sys|arpa|netinet|net|linux)/\w+\.h$|"
                    r"^(unistd|fcntl|poll|dirent|dlfcn|glob|termios|pwd|netdb|pty|signal|fnmatch|langinfo|iconv|spawn|wchar|locale|malloc|emmintrin)\.h$")


def table(readme):
    """folder -> (the folders it may include, the libraries it may use), in the table's order."""
    rows = {}
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or cells[0] in ("folder", "---"):
            continue
        above = list(rows)
        for folder in re.findall(r"\w+", cells[0]):
            may = above if cells[2] == "all above" else re.findall(r"\w+", cells[2])
            unknown = [name for name in may if name not in above]
            if unknown:
                raise SystemExit(f"src/README.md: {folder} may include {', '.join(unknown)}, which is not above it")
            rows[folder] = (set(may) | {folder}, {name for name in THIRD_PARTY if name in cells[3]})
    return rows


def layer_of_include(name):
    folder, _, rest = name.partition("/")
    return PUBLIC.get(rest, "client") if folder == "kpp" else folder


def third_party_problem(path, name, rows, layer):
    file = path.as_posix()
    public = path.parts[0] == "include"
    if name.startswith("fmt/"):
        return "a public header includes the standard library alone" if public else None
    if name.startswith("nlohmann/"):
        if file == "src/pch.h":
            return None
        if layer != "data" and "data" not in rows[layer][0]:
            return f"{layer} knows no JSON values"
        if path.suffix == ".h" and name != "nlohmann/json_fwd.hpp":
            return "in headers <nlohmann/json_fwd.hpp> only: the whole is slow to compile"
        return None
    for library, (pattern, files) in THIRD_PARTY.items():
        if re.match(pattern, name):
            if library not in rows.get(layer, (set(), set()))[1]:
                return f"src/README.md does not give {library} to {layer}"
            return None if file in files else f"{library} is included in {', '.join(sorted(files))} alone"
    return None if SYSTEM.match(name) else "neither of the standard library nor of a library in the table"


def private_command_problem(path, name):
    """A command may include commands.h and what is its own."""
    own = path.parts[2] if len(path.parts) > 3 else path.stem
    rest = name.removeprefix("cmd/")
    mine = rest.startswith(own + "/") if len(path.parts) > 3 else rest.startswith(own) and "/" not in rest
    return None if rest in ("commands.h", "commands.def") or mine or path.stem == "registry" else "another command's"


def check(root):
    problems = []
    rows = table(read(root, "src/README.md"))
    for path in cpp_files(root, "src", "include"):
        public = path.parts[0] == "include"
        in_folder = len(path.parts) > 2
        layer = layer_of_include("kpp/" + path.name) if public else path.parts[1] if in_folder else None
        if layer is not None and layer not in rows:
            problems.append(f"{path}: the folder {layer} is not in the table of src/README.md")
            continue
        for line, name, angled in includes(code_of(read(root, path))):
            problem = None
            if angled:
                problem = third_party_problem(path, name, rows, layer)
            elif "/" not in name:
                problem = "is to be named with its folder"
            elif public and not name.startswith("kpp/"):
                problem = "a private header in a public one"
            elif layer is not None and layer_of_include(name) not in rows[layer][0]:
                problem = f"{layer} may not include {layer_of_include(name)}"
            elif layer == "cmd" and name.startswith("cmd/"):
                problem = private_command_problem(path, name)
            if problem:
                problems.append(f"{path}:{line}: {name}: {problem}")
    return problems


if __name__ == "__main__":
    found = check(sys.argv[1])
    print("\n".join(found) or "layers: every include is allowed")
    sys.exit(1 if found else 0)
