"""Compiles each header of src and include alone, without the precompiled header that would hide what it forgets."""
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tree import cpp_files

_EMPTY = os.path.join("test", "meta", "empty.cc")


def check(root, compiler="c++", generated=None):
    """ccache keeps what was fine: all paths are relative, so that another copy of the tree finds it too."""
    command = [shutil.which("ccache")] if shutil.which("ccache") else []
    command += [compiler, "-std=c++20", "-O0", "-Iinclude", "-Isrc"]
    command += [f"-I{os.path.relpath(generated, root)}"] if generated else []
    with tempfile.TemporaryDirectory() as folder:
        empty = _EMPTY if (Path(root) / _EMPTY).exists() else os.path.join(folder, "empty.cc")
        if empty != _EMPTY:
            Path(empty).touch()

        def compile_alone(numbered):
            number, path = numbered
            words = [*command, "-include", path.as_posix(), "-c", empty, "-o", os.path.join(folder, f"{number}.o")]
            done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
            return None if done.returncode == 0 else f"{path}: does not compile alone\n{done.stderr}"

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [problem for problem in pool.map(compile_alone, enumerate(cpp_headers(root))) if problem]


def cpp_headers(root):
    return [path for path in cpp_files(root, "src", "include") if path.suffix == ".h"]


if __name__ == "__main__":
    found = check(sys.argv[1], sys.argv[2], sys.argv[3])
    print("\n".join(found) or f"lone_headers: {len(cpp_headers(sys.argv[1]))} headers compile alone")
    sys.exit(1 if found else 0)
