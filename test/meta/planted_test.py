"""Each check finds what is wrong: in a small tree that is right, one thing is broken at a time."""
import tempfile
import unittest
from pathlib import Path

import layers
import lone_headers
import packages
import rules

TREE = {
    "src/README.md": "| folder | holds | may include | third party |\n|---|---|---|---|\n| base | text | – | |\n"
                     "| data | documents | base | libyaml |\n| net | HTTP | base | libcurl |\n| io, cli | streams | base | |\n"
                     "| app | all | all above | |\n| cmd | commands | all above | |\n",
    "include/kpp/error.h": "#pragma once\n#include <string>\nnamespace kpp { struct Error { std::string text; }; }\n",
    "src/main.cc": '#include "app/run.h"\nint main() { exit(kpp::run()); }\n',
    "src/base/CMakeLists.txt": "kpp_layer(base\n  text.cc\n)\n",
    "src/base/text.h": "#pragma once\n#include <string>\nnamespace kpp { std::string text(); }\n",
    "src/base/text.cc": '#include "base/text.h"\n#include <cstdlib>\nconst char* home() { return getenv("HOME"); }\n',
    "src/data/CMakeLists.txt": "kpp_layer(data\n  yaml_events.cc\n)\n",
    "src/data/yaml_events.cc": '#include <yaml.h>\n#include "base/text.h"\n',
    "src/app/CMakeLists.txt": "kpp_layer(app run.cc)\n",
    "src/app/run.h": "#pragma once\nnamespace kpp { int run(); }\n",
    "src/app/run.cc": '#include "app/run.h"\n// std::cout << getenv("X") is no code\nconst char* const kHelp = "printf(exit(1))";\n'
                      "static const int kZero = 0;\nint kpp::run() { return kZero; }\n",
    "src/cmd/CMakeLists.txt": "kpp_layer(cmd registry.cc get.cc top/node.cc)\n",
    "src/cmd/commands.h": "#pragma once\n",
    "src/cmd/registry.cc": '#include "cmd/commands.h"\n',
    "src/cmd/get.cc": '#include "cmd/commands.h"\n',
    "src/cmd/top/node.cc": '#include "cmd/commands.h"\n',
    "test/cmd/CMakeLists.txt": "kpp_test(cmd get_test.cc top_test.cc)\n",
    "test/cmd/get_test.cc": "\n",
    "test/cmd/top_test.cc": "\n",
    "CMakeLists.txt": "find_package(fmt REQUIRED)  # find_package(Old)\npkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)\n",
    "script/bootstrap": "set -eu\npackages=(\n  libfmt-dev libyaml-dev cmake\n)\napt-get install -y \"${packages[@]}\" > /dev/null\n",
    "script/test": "# gcc is no use here\nbuild() {\n  if ! out=$(CC=x cmake --build .); then echo \"ldd $out; strace\"; fi\n}\nbuild && exit\n",
    ".ci/run": "exec script/test\n",
}


class Planted(unittest.TestCase):
    def problems(self, check, changes):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**TREE, **changes}.items():
                if text is None:
                    continue
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return check(folder)

    def refuses(self, check, name, text, words):
        found = self.problems(check, {name: text})
        self.assertIn(words, "\n".join(found))

    def test_a_right_tree_passes(self):
        for check in [layers.check, packages.check, *rules.CHECKS.values(), lone_headers.check]:
            self.assertEqual(self.problems(check, {}), [])

    def test_layers(self):
        for name, text, words in [
            ("src/base/text.h", '#include "data/json.h"\n', "base may not include data"),
            ("src/data/x.cc", '#include "net/http.h"\n', "data may not include net"),
            ("src/data/x.cc", '#include "kpp/http.h"\n', "data may not include net"),
            ("src/app/run.cc", '#include "cmd/commands.h"\n', "app may not include cmd"),
            ("include/kpp/error.h", '#include "base/text.h"\n', "a private header in a public one"),
            ("include/kpp/error.h", "#include <fmt/core.h>\n", "standard library alone"),
            ("include/kpp/error.h", '#include "kpp/http.h"\n', "base may not include net"),
            ("src/cmd/get.cc", '#include "cmd/top/node.h"\n', "another command's"),
            ("src/cmd/top/node.cc", '#include "cmd/get.h"\n', "another command's"),
            ("src/app/run.cc", '#include "run.h"\n', "named with its folder"),
            ("src/data/x.cc", "#include <yaml.h>\n", "src/data/yaml_events.cc alone"),
            ("src/app/run.cc", "#include <curl/curl.h>\n", "does not give libcurl to app"),
            ("src/data/x.h", "#include <nlohmann/json.hpp>\n", "json_fwd.hpp"),
            ("src/net/x.cc", "#include <nlohmann/json.hpp>\n", "no JSON values"),
            ("src/app/run.cc", "#include <boost/any.hpp>\n", "neither"),
            ("src/new/x.cc", "\n", "not in the table"),
        ]:
            with self.subTest(name=name, text=text):
                self.refuses(layers.check, name, text, words)

    def test_a_table_that_points_down(self):
        with self.assertRaises(SystemExit):
            self.problems(layers.check, {"src/README.md": TREE["src/README.md"].replace("| text | – |", "| text | data |")})

    def test_seams(self):
        for line in ['std::cout << 1;', 'std::cerr << 1;', 'printf("x");', 'std::fprintf(f, "x");', 'auto x = std::getenv("X");',
                     "auto t = std::chrono::system_clock::now();", "auto t = std::chrono::steady_clock::now();", "exit(1);",
                     "std::exit(1);", "_exit(1);", "std::regex r;", "#include <regex>", "#include <iostream>",
                     "static int count = 0;", "  static std::map<int, int> cache;", "thread_local int depth = 0;",
                     "int count = 0;", "std::string last;", "inline std::vector<int> all{};", 'system("x");', "popen(a, b);"]:
            with self.subTest(line=line):
                self.refuses(rules.check_seams, "src/app/other.cc", line + "\n", line.strip()[:6])
        for line in ["static const int x = 0;", "static int f(int a = 0);", "x.exit(1);", "static std::string f() { return {}; }",
                     "constexpr int kX = 1;", "  int local = 1'000;", "struct X { int printf_; };"]:
            with self.subTest(line=line):
                self.assertEqual(self.problems(rules.check_seams, {"src/app/other.cc": line + "\n"}), [])

    def test_lengths(self):
        self.refuses(rules.check_lengths, "src/app/run.cc", "\n" * 501, "501 lines")

    def test_lists(self):
        self.refuses(rules.check_widths, "src/app/run.cc", "// " + "ü" * 118 + "\n", "121 columns")
        self.assertEqual(self.problems(rules.check_widths, {"src/app/run.cc": "// " + "ü" * 117 + "\n"}), [])
        self.refuses(rules.check_lists, "src/app/other.cc", "\n", "other.cc is not listed")
        self.assertEqual(self.problems(rules.check_lists, {
            "src/app/CMakeLists.txt": "file(GLOB sources CONFIGURE_DEPENDS *.cc)\nkpp_layer(app ${sources})\n",
            "src/app/other.cc": "\n"}), [])
        self.refuses(rules.check_lists, "src/app/run.cc", None, "run.cc does not exist")
        self.refuses(rules.check_lists, "test/cmd/new_test.cc", "\n", "new_test.cc is not listed")

    def test_command_tests(self):
        self.refuses(rules.check_command_tests, "test/cmd/get_test.cc", None, "get_test.cc")
        self.refuses(rules.check_command_tests, "src/cmd/label.cc", "\n", "label_test.cc")
        self.refuses(rules.check_command_tests, "test/cmd/top_test.cc", None, "top_test.cc")

    def test_packages(self):
        listed = TREE["script/bootstrap"]
        for name, text, words in [
            ("CMakeLists.txt", TREE["CMakeLists.txt"] + "find_package(ZLIB REQUIRED)\n", "zlib1g-dev is not in script/bootstrap"),
            ("cmake/KppNew.cmake", "find_program(NEW newtool)\n", "newtool: test/meta/packages.py does not say"),
            ("test/net/CMakeLists.txt", "pkg_check_modules(X REQUIRED libnew>=2)\n", "libnew: test/meta/packages.py does not say"),
            ("script/bootstrap", listed.replace("libyaml-dev", ""), "libyaml-dev is not in script/bootstrap"),
            ("script/bootstrap", listed.replace("cmake", "cmake ccache"), "nothing uses ccache"),
            ("test/run.py", 'subprocess.run(["zsh", "-c"])\n', "zsh is not in script/bootstrap"),
            ("test/e2e/run", "#!/usr/bin/env bash\nfish -c x\n", "fish is not in script/bootstrap"),
        ]:
            with self.subTest(name=name, text=text):
                self.refuses(packages.check, name, text, words)
        for line in ["ldd x", "a=b ldd x", "true | ldd x", "true && ldd x", "echo $(ldd x)", 'echo "a $(ldd x) b"', "if ldd x; then true; fi",
                     "while ! ldd x; do true; done", "$sudo ldd x", "exec ldd x", "env A=b ldd x", "case $x in\n  a) ldd x ;;\nesac", "(cd y && ldd x)",
                     "f() { ldd x; }", "ldd x > y 2>&1", "ldd x &"]:
            with self.subTest(line=line):
                self.refuses(packages.check, "script/test", line + "\n", "script/test: ldd:")
        for line in ["echo ldd", "echo 'ldd; ldd x'", "x=ldd", "for a in ldd; do true; done", "cat <<E\nldd x\nE", "# ldd", "case ldd in ldd) true ;; esac"]:
            with self.subTest(line=line):
                self.assertNotIn("ldd", "\n".join(self.problems(packages.check, {"script/test": line + "\n"})))

    def test_lone_headers(self):
        self.refuses(lone_headers.check, "src/app/run.h", "#pragma once\nstd::string run();\n", "src/app/run.h")
        self.refuses(lone_headers.check, "include/kpp/error.h", "#pragma once\nstruct A { B b; };\n", "include/kpp/error.h")


if __name__ == "__main__":
    unittest.main()
