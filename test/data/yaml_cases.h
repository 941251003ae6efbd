// What sigs.k8s.io/yaml makes of JSON: recorded from the real library, one case each rule.
#pragma once

namespace yaml_cases {

struct Case {
  const char* in;
  const char* out;
};

// clang-format off
constexpr Case kWritten[] = {
    {"\"a\\n\"",
     "|\n  a\n"},
    {"\"a\\nb\"",
     "|-\n  a\n  b\n"},
    {"\"a\\nb\\n\"",
     "|\n  a\n  b\n"},
    {"\"a\\n\\n\"",
     "|+\n  a\n\n"},
    {"\"\\n\"",
     "|2+\n\n"},
    {"\"\\n\\n\"",
     "|2+\n\n\n"},
    {"\"\\na\"",
     "|2-\n\n  a\n"},
    {"\" a\\nb\"",
     "|2-\n   a\n  b\n"},
    {"\"a\\n b\\n\"",
     "|\n  a\n   b\n"},
    {"\"a \\nb\"",
     "\"a \\nb\"\n"},
    {"\"a\\nb \"",
     "\"a\\nb \"\n"},
    {"\"a\\n\\tb\"",
     "\"a\\n\\tb\"\n"},
    {"\"a\\n\\nb\\n\\n\\n\"",
     "|+\n  a\n\n  b\n\n\n"},
    {"\"\303\251\\nx\"",
     "|-\n  \303\251\n  x\n"},
    {"\"a\\n\342\200\250b\\n\"",
     "|\n  a\n\342\200\250  b\n"},
    {"\"#!/bin/sh\\nexit 0\\n\"",
     "|\n  #!/bin/sh\n  exit 0\n"},
    {"\"x: y\\n  z\\n\"",
     "|\n  x: y\n    z\n"},
    {"\"a\\n\360\237\230\200\"",
     "\"a\\n\\U0001F600\"\n"},
    {"{\"k\": \"a\\n\"}",
     "k: |\n  a\n"},
    {"{\"k\": \"a\\nb\"}",
     "k: |-\n  a\n  b\n"},
    {"{\"k\": \"a\\nb\\n\"}",
     "k: |\n  a\n  b\n"},
    {"{\"k\": \"a\\n\\n\"}",
     "k: |+\n  a\n\n"},
    {"{\"k\": \"\\n\"}",
     "k: |2+\n\n"},
    {"{\"k\": \"\\n\\n\"}",
     "k: |2+\n\n\n"},
    {"{\"k\": \"\\na\"}",
     "k: |2-\n\n  a\n"},
    {"{\"k\": \" a\\nb\"}",
     "k: |2-\n   a\n  b\n"},
    {"{\"k\": \"a\\n b\\n\"}",
     "k: |\n  a\n   b\n"},
    {"{\"k\": \"a \\nb\"}",
     "k: \"a \\nb\"\n"},
    {"{\"k\": \"a\\nb \"}",
     "k: \"a\\nb \"\n"},
    {"{\"k\": \"a\\n\\tb\"}",
     "k: \"a\\n\\tb\"\n"},
    {"{\"k\": \"a\\n\\nb\\n\\n\\n\"}",
     "k: |+\n  a\n\n  b\n\n\n"},
    {"{\"k\": \"\303\251\\nx\"}",
     "k: |-\n  \303\251\n  x\n"},
    {"{\"k\": \"a\\n\342\200\250b\\n\"}",
     "k: |\n  a\n\342\200\250  b\n"},
    {"{\"k\": \"#!/bin/sh\\nexit 0\\n\"}",
     "k: |\n  #!/bin/sh\n  exit 0\n"},
    {"{\"k\": \"x: y\\n  z\\n\"}",
     "k: |\n  x: y\n    z\n"},
    {"{\"k\": \"a\\n\360\237\230\200\"}",
     "k: \"a\\n\\U0001F600\"\n"},
    {"{\"k\": \"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incid"
     "idunt ut labore\"}",
     "k: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n"
     "  ut labore\n"},
    {"{\"k\": \"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incid"
     "idunt ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"
     " incididunt ut labore\"}",
     "k: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n"
     "  ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod\n  tempor "
     "incididunt ut labore\n"},
    {"{\"k\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxx y z\"}",
     "k: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx\n  y z\n"},
    {"{\"k\": \"1: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor in"
     "cididunt ut labore  two lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmo"
     "d tempor incididunt ut labore\"}",
     "k: '1: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor\n  incid"
     "idunt ut labore  two lorem ipsum dolor sit amet consectetur adipiscing elit\n  sed do eiusmo"
     "d tempor incididunt ut labore'\n"},
    {"{\"k\": \"# lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor inc"
     "ididunt ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod temp"
     "or incididunt ut labore\"}",
     "k: '# lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor\n  incidi"
     "dunt ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed\n  do eiusmod temp"
     "or incididunt ut labore'\n"},
    {"{\"k\": \"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incid"
     "idunt ut labore\\ttab lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod "
     "tempor incididunt ut labore  x lorem ipsum dolor sit amet consectetur adipiscing elit sed do"
     " eiusmod tempor incididunt ut labore\"}",
     "k: \"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt"
     "\n  ut labore\\ttab lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod\n "
     " tempor incididunt ut labore  x lorem ipsum dolor sit amet consectetur adipiscing\n  elit se"
     "d do eiusmod tempor incididunt ut labore\"\n"},
    {"{\"k\": \"\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 e\"}",
     "k: \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251"
     " \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251\n "
     " \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 "
     "\303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251\n "
     " \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 \303\251 e"
     "\n"},
    {"[\"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt u"
     "t labore\"]",
     "- lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n "
     " ut labore\n"},
    {"[\"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt u"
     "t labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incidi"
     "dunt ut labore\"]",
     "- lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n "
     " ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod\n  tempor i"
     "ncididunt ut labore\n"},
    {"[\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx y z\"]",
     "- xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx\n  y z\n"},
    {"[0, -5, 9223372036854775807, 1.5, 2.0, 1e+20, 1e+19, -1e+19, 1e+21, 1e-07, 123456.75, 123456"
     "7.5, 0.1, 1e+300, 18446744073709551615, true, null]",
     "- 0\n- -5\n- 9223372036854775807\n- 1.5\n- 2\n- 1e+20\n- 10000000000000000000\n- -1e+19\n- 1"
     "e+21\n- 1e-07\n- 123456.75\n- 1.2345675e+06\n- 0.1\n- 1e+300\n- 1.8446744073709552e+19\n- tr"
     "ue\n- null\n"},
    {"{}",
     "{}\n"},
    {"[]",
     "[]\n"},
    {"{\"a\": {}}",
     "a: {}\n"},
    {"{\"a\": []}",
     "a: []\n"},
    {"[[]]",
     "- []\n"},
    {"[{}]",
     "- {}\n"},
    {"[[1, 2], [3]]",
     "- - 1\n  - 2\n- - 3\n"},
    {"[{\"a\": 1, \"b\": 2}, {\"c\": [{\"d\": 1}]}]",
     "- a: 1\n  b: 2\n- c:\n  - d: 1\n"},
    {"{\"a\": [{\"b\": [\"x\", \"y\"]}], \"c\": {\"d\": {\"e\": null}}}",
     "a:\n- b:\n  - x\n  - \"y\"\nc:\n  d:\n    e: null\n"},
    {"[[[\"x\"]], [{\"y\": []}]]",
     "- - - x\n- - \"y\": []\n"},
    {"{\"a\": [\"l\\nm\\n\", {\"k\": \"l\\nm\"}]}",
     "a:\n- |\n  l\n  m\n- k: |-\n    l\n    m\n"},
    {"{\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\": 1, \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\": {\""
     "a\": 1}, \"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\": [1, {\"b\": 2}], \"wwwwwwwwwwwwwwwwwwww"
     "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
     "wwwwwwwwwwwwwwwwwww\": \"s\", \"m\\nn\": [[1]], \"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
     "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
     "qqqqqq\": \"l\\nm\\n\"}",
     "? |-\n  m\n  n\n: - - 1\n? qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
     "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq\n: |\n  l\n  m\n"
     "? wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
     "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\n: s\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1\n? y"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n: a: 1\n? zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n: - "
     "1\n  - b: 2\n"},
    {"{\"a10\": 1, \"a2\": 2, \"a1\": 3, \"B\": 4, \"b\": 5, \"a-b\": 6, \"a.b\": 7, \"a/b\": 8, "
     "\"ab\": 9, \"a_b\": 10, \"1\": 11, \"10\": 12, \"2\": 13, \"\303\251\": 14, \"a01\": 15, \"a"
     "001\": 16}",
     "\"1\": 11\n\"2\": 13\n\"10\": 12\nB: 4\na-b: 6\na.b: 7\na/b: 8\na_b: 10\na1: 3\na01: 15\na00"
     "1: 16\na2: 2\na10: 1\nab: 9\nb: 5\n\303\251: 14\n"},
    {"{\"true\": 1, \"\": 2, \"1\": 3, \" \": 4, \"a: b\": 5, \"#\": 6, \"- x\": 7, \"null\": 8, "
     "\"\303\251\": 9, \"a\\tb\": 10, \"'\": 11, \"it's\": 12}",
     "\"\": 2\n' ': 4\n'#': 6\n'''': 11\n'- x': 7\n\"1\": 3\n\"a\\tb\": 10\n'a: b': 5\nit's: 12\n"
     "\"null\": 8\n\"true\": 1\n\303\251: 9\n"},
    {"{\"key\": \"lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor inc"
     "ididunt ut labore lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod temp"
     "or incididunt ut labore\", \"deep\": {\"deeper\": [{\"text\": \"lorem ipsum dolor sit amet c"
     "onsectetur adipiscing elit sed do eiusmod tempor incididunt ut labore lorem ipsum dolor sit "
     "amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore\"}]}, \"k k k k "
     "k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k\": \"lorem ipsum d"
     "olor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore\"}",
     "deep:\n  deeper:\n  - text: lorem ipsum dolor sit amet consectetur adipiscing elit sed do ei"
     "usmod tempor\n      incididunt ut labore lorem ipsum dolor sit amet consectetur adipiscing e"
     "lit\n      sed do eiusmod tempor incididunt ut labore\nk k k k k k k k k k k k k k k k k k k"
     " k k k k k k k k k k k k k k k k k k k k k k: lorem\n  ipsum dolor sit amet consectetur adip"
     "iscing elit sed do eiusmod tempor incididunt\n  ut labore\nkey: lorem ipsum dolor sit amet c"
     "onsectetur adipiscing elit sed do eiusmod tempor\n  incididunt ut labore lorem ipsum dolor s"
     "it amet consectetur adipiscing elit sed\n  do eiusmod tempor incididunt ut labore\n"},
};

// Strings in a list.
constexpr Case kWrittenStrings[] = {
    {"[\"a\"]",
     "- a\n"},
    {"[\"\"]",
     "- \"\"\n"},
    {"[\"~\"]",
     "- \"~\"\n"},
    {"[\"null\"]",
     "- \"null\"\n"},
    {"[\"Null\"]",
     "- \"Null\"\n"},
    {"[\"y\"]",
     "- \"y\"\n"},
    {"[\"N\"]",
     "- \"N\"\n"},
    {"[\"yes\"]",
     "- \"yes\"\n"},
    {"[\"off\"]",
     "- \"off\"\n"},
    {"[\"True\"]",
     "- \"True\"\n"},
    {"[\"tRUE\"]",
     "- tRUE\n"},
    {"[\"true\"]",
     "- \"true\"\n"},
    {"[\"0\"]",
     "- \"0\"\n"},
    {"[\"-1\"]",
     "- \"-1\"\n"},
    {"[\"+1\"]",
     "- \"+1\"\n"},
    {"[\"010\"]",
     "- \"010\"\n"},
    {"[\"08\"]",
     "- \"08\"\n"},
    {"[\"0o17\"]",
     "- \"0o17\"\n"},
    {"[\"0x1F\"]",
     "- \"0x1F\"\n"},
    {"[\"0b11\"]",
     "- \"0b11\"\n"},
    {"[\"1_000\"]",
     "- \"1_000\"\n"},
    {"[\"_1\"]",
     "- _1\n"},
    {"[\"1__0\"]",
     "- \"1__0\"\n"},
    {"[\"1e3\"]",
     "- \"1e3\"\n"},
    {"[\"1e400\"]",
     "- 1e400\n"},
    {"[\".5\"]",
     "- \".5\"\n"},
    {"[\"5.\"]",
     "- \"5.\"\n"},
    {"[\".\"]",
     "- .\n"},
    {"[\"..\"]",
     "- ..\n"},
    {"[\".inf\"]",
     "- \".inf\"\n"},
    {"[\"-.INF\"]",
     "- \"-.INF\"\n"},
    {"[\".nan\"]",
     "- \".nan\"\n"},
    {"[\".1_0\"]",
     "- \".1_0\"\n"},
    {"[\"1:30\"]",
     "- \"1:30\"\n"},
    {"[\"12:30:45\"]",
     "- \"12:30:45\"\n"},
    {"[\"1:99\"]",
     "- 1:99\n"},
    {"[\"2020-01-01\"]",
     "- \"2020-01-01\"\n"},
    {"[\"2020-1-1\"]",
     "- \"2020-1-1\"\n"},
    {"[\"2020-02-30\"]",
     "- 2020-02-30\n"},
    {"[\"2020-01-01T10:00:00Z\"]",
     "- \"2020-01-01T10:00:00Z\"\n"},
    {"[\"2020-01-01t1:2:3.5+01:00\"]",
     "- \"2020-01-01t1:2:3.5+01:00\"\n"},
    {"[\"2020-01-01 10:00:00\"]",
     "- \"2020-01-01 10:00:00\"\n"},
    {"[\"2020-01-01 10:00:00 Z\"]",
     "- 2020-01-01 10:00:00 Z\n"},
    {"[\"<<\"]",
     "- <<\n"},
    {"[\"=\"]",
     "- =\n"},
    {"[\"-\"]",
     "- '-'\n"},
    {"[\"- a\"]",
     "- '- a'\n"},
    {"[\"-a\"]",
     "- -a\n"},
    {"[\"?\"]",
     "- '?'\n"},
    {"[\"? a\"]",
     "- '? a'\n"},
    {"[\":\"]",
     "- ':'\n"},
    {"[\": a\"]",
     "- ': a'\n"},
    {"[\"a:\"]",
     "- 'a:'\n"},
    {"[\"a: b\"]",
     "- 'a: b'\n"},
    {"[\"a:b\"]",
     "- a:b\n"},
    {"[\"a #b\"]",
     "- 'a #b'\n"},
    {"[\"a#b\"]",
     "- a#b\n"},
    {"[\"#a\"]",
     "- '#a'\n"},
    {"[\"@a\"]",
     "- '@a'\n"},
    {"[\"`a\"]",
     "- '`a'\n"},
    {"[\"%a\"]",
     "- '%a'\n"},
    {"[\"!a\"]",
     "- '!a'\n"},
    {"[\"&a\"]",
     "- '&a'\n"},
    {"[\"*a\"]",
     "- '*a'\n"},
    {"[\"|\"]",
     "- '|'\n"},
    {"[\"> a\"]",
     "- '> a'\n"},
    {"[\"'a\"]",
     "- '''a'\n"},
    {"[\"it's\"]",
     "- it's\n"},
    {"[\"\\\"a\"]",
     "- '\"a'\n"},
    {"[\"a\\\"b\"]",
     "- a\"b\n"},
    {"[\", a\"]",
     "- ', a'\n"},
    {"[\"a, b\"]",
     "- a, b\n"},
    {"[\"[a]\"]",
     "- '[a]'\n"},
    {"[\"{a}\"]",
     "- '{a}'\n"},
    {"[\"a]\"]",
     "- a]\n"},
    {"[\"---\"]",
     "- '---'\n"},
    {"[\"---a\"]",
     "- '---a'\n"},
    {"[\"...x\"]",
     "- '...x'\n"},
    {"[\" a\"]",
     "- ' a'\n"},
    {"[\"a \"]",
     "- 'a '\n"},
    {"[\"a  b\"]",
     "- a  b\n"},
    {"[\"a\\tb\"]",
     "- \"a\\tb\"\n"},
    {"[\"\\ta\"]",
     "- \"\\ta\"\n"},
    {"[\"a\\\\b\"]",
     "- a\\b\n"},
    {"[\"\303\251\"]",
     "- \303\251\n"},
    {"[\"\346\227\245\346\234\254\"]",
     "- \346\227\245\346\234\254\n"},
    {"[\"\360\237\230\200\"]",
     "- \"\\U0001F600\"\n"},
    {"[\"\302\240x\"]",
     "- \302\240x\n"},
    {"[\"\342\200\250\"]",
     "- '\342\200\250'\n"},
    {"[\"a\342\200\250b\"]",
     "- 'a\342\200\250  b'\n"},
    {"[\"\357\273\277x\"]",
     "- \"\\uFEFF\\x78\"\n"},
    {"[\"x\357\273\277\"]",
     "- \"x\\uFEFF\"\n"},
    {"[\"\\u0007\"]",
     "- \"\\a\"\n"},
    {"[\"\\u001b[0m\"]",
     "- \"\\e[0m\"\n"},
    {"[\"a\\rb\"]",
     "- \"a\\rb\"\n"},
    {"[\"a\\r\\nb\"]",
     "- \"a\\r\\nb\"\n"},
};

// KYAML.
constexpr Case kWrittenKyaml[] = {
    {"[\"a\", \"\", \"~\", \"null\", \"Null\", \"y\", \"N\", \"yes\", \"off\", \"True\", \"tRUE\","
     " \"true\", \"0\", \"-1\", \"+1\", \"010\", \"08\", \"0o17\", \"0x1F\", \"0b11\", \"1_000\", "
     "\"_1\", \"1__0\", \"1e3\", \"1e400\", \".5\", \"5.\", \".\", \"..\", \".inf\", \"-.INF\", \""
     ".nan\", \".1_0\", \"1:30\", \"12:30:45\", \"1:99\", \"2020-01-01\", \"2020-1-1\", \"2020-02-"
     "30\", \"2020-01-01T10:00:00Z\", \"2020-01-01t1:2:3.5+01:00\", \"2020-01-01 10:00:00\", \"202"
     "0-01-01 10:00:00 Z\", \"<<\", \"=\", \"-\", \"- a\", \"-a\", \"?\", \"? a\", \":\", \": a\","
     " \"a:\", \"a: b\", \"a:b\", \"a #b\", \"a#b\", \"#a\", \"@a\", \"`a\", \"%a\", \"!a\", \"&a"
     "\", \"*a\", \"|\", \"> a\", \"'a\", \"it's\", \"\\\"a\", \"a\\\"b\", \", a\", \"a, b\", \"[a"
     "]\", \"{a}\", \"a]\", \"---\", \"---a\", \"...x\", \" a\", \"a \", \"a  b\", \"a\\tb\", \"\\"
     "ta\", \"a\\\\b\", \"\303\251\", \"\346\227\245\346\234\254\", \"\360\237\230\200\", \"\302"
     "\240x\", \"\342\200\250\", \"a\342\200\250b\", \"\357\273\277x\", \"x\357\273\277\", \"\\u00"
     "07\", \"\\u001b[0m\", \"a\\rb\", \"a\\r\\nb\"]",
     "[\n  \"a\",\n  \"\",\n  \"~\",\n  \"null\",\n  \"Null\",\n  \"y\",\n  \"N\",\n  \"yes\",\n  "
     "\"off\",\n  \"True\",\n  \"tRUE\",\n  \"true\",\n  \"0\",\n  \"-1\",\n  \"+1\",\n  \"010\","
     "\n  \"08\",\n  \"0o17\",\n  \"0x1F\",\n  \"0b11\",\n  \"1_000\",\n  \"_1\",\n  \"1__0\",\n  "
     "\"1e3\",\n  \"1e400\",\n  \".5\",\n  \"5.\",\n  \".\",\n  \"..\",\n  \".inf\",\n  \"-.INF\","
     "\n  \".nan\",\n  \".1_0\",\n  \"1:30\",\n  \"12:30:45\",\n  \"1:99\",\n  \"2020-01-01\",\n  "
     "\"2020-1-1\",\n  \"2020-02-30\",\n  \"2020-01-01T10:00:00Z\",\n  \"2020-01-01t1:2:3.5+01:00"
     "\",\n  \"2020-01-01 10:00:00\",\n  \"2020-01-01 10:00:00 Z\",\n  \"<<\",\n  \"=\",\n  \"-\","
     "\n  \"- a\",\n  \"-a\",\n  \"?\",\n  \"? a\",\n  \":\",\n  \": a\",\n  \"a:\",\n  \"a: b\","
     "\n  \"a:b\",\n  \"a #b\",\n  \"a#b\",\n  \"#a\",\n  \"@a\",\n  \"`a\",\n  \"%a\",\n  \"!a\","
     "\n  \"&a\",\n  \"*a\",\n  \"|\",\n  \"> a\",\n  \"'a\",\n  \"it's\",\n  \"\\\"a\",\n  \"a\\"
     "\"b\",\n  \", a\",\n  \"a, b\",\n  \"[a]\",\n  \"{a}\",\n  \"a]\",\n  \"---\",\n  \"---a\","
     "\n  \"...x\",\n  \" a\",\n  \"a \",\n  \"a  b\",\n  \"a\tb\",\n  \"\ta\",\n  \"a\\\\b\",\n  "
     "\"\303\251\",\n  \"\346\227\245\346\234\254\",\n  \"\360\237\230\200\",\n  \"\\_x\",\n  \"\\"
     "L\",\n  \"a\\Lb\",\n  \"\\ufeffx\",\n  \"x\\ufeff\",\n  \"\\a\",\n  \"\\e[0m\",\n  \"a\\rb\""
     ",\n  \"\\\n     a\\r\\n\\\n     b\\\n    \",\n]"},
    {"[\"a\\n\", \"a\\nb\", \"a\\nb\\n\", \"a\\n\\n\", \"\\n\", \"\\n\\n\", \"\\na\", \" a\\nb\", "
     "\"a\\n b\\n\", \"a \\nb\", \"a\\nb \", \"a\\n\\tb\", \"a\\n\\nb\\n\\n\\n\", \"\303\251\\nx\""
     ", \"a\\n\342\200\250b\\n\", \"#!/bin/sh\\nexit 0\\n\", \"x: y\\n  z\\n\", \"a\\n\360\237\230"
     "\200\"]",
     "[\n  \"\\\n     a\\n\\\n    \",\n  \"\\\n     a\\n\\\n     b\\\n    \",\n  \"\\\n     a\\n\\"
     "\n     b\\n\\\n    \",\n  \"\\\n     a\\n\\\n     \\n\\\n    \",\n  \"\\\n     \\n\\\n    \""
     ",\n  \"\\\n     \\n\\\n     \\n\\\n    \",\n  \"\\\n     \\n\\\n     a\\\n    \",\n  \"\\\n "
     "   \\ a\\n\\\n     b\\\n    \",\n  \"\\\n     a\\n\\\n    \\ b\\n\\\n    \",\n  \"\\\n     a"
     " \\n\\\n     b\\\n    \",\n  \"\\\n     a\\n\\\n     b \\\n    \",\n  \"\\\n     a\\n\\\n   "
     " \\\tb\\\n    \",\n  \"\\\n     a\\n\\\n     \\n\\\n     b\\n\\\n     \\n\\\n     \\n\\\n   "
     " \",\n  \"\\\n     \303\251\\n\\\n     x\\\n    \",\n  \"\\\n     a\\n\\\n    \\\\Lb\\n\\\n "
     "   \",\n  \"\\\n     #!/bin/sh\\n\\\n     exit 0\\n\\\n    \",\n  \"\\\n     x: y\\n\\\n    "
     "\\  z\\n\\\n    \",\n  \"\\\n     a\\n\\\n     \360\237\230\200\\\n    \",\n]"},
    {"{\"k\": \"a\\n b\\n\\tc\\n\"}",
     "{\n  k: \"\\\n     a\\n\\\n    \\ b\\n\\\n    \\\tc\\n\\\n    \",\n}"},
    {"[0, -5, 9223372036854775807, 1.5, 2.0, 1e+20, 1e+19, -1e+19, 1e+21, 1e-07, 123456.75, 123456"
     "7.5, 0.1, 1e+300, 18446744073709551615, true, null]",
     "[\n  0,\n  -5,\n  9223372036854775807,\n  1.5,\n  2,\n  100000000000000000000,\n  1000000000"
     "0000000000,\n  -10000000000000000000,\n  1e+21,\n  1e-7,\n  123456.75,\n  1234567.5,\n  0.1,"
     "\n  1e+300,\n  18446744073709552000,\n  true,\n  null,\n]"},
    {"{}",
     "{}"},
    {"[]",
     "[]"},
    {"{\"a\": {}}",
     "{\n  a: {},\n}"},
    {"{\"a\": []}",
     "{\n  a: [],\n}"},
    {"[[]]",
     "[[]]"},
    {"[{}]",
     "[{}]"},
    {"[[1, 2], [3]]",
     "[[\n  1,\n  2,\n], [\n  3,\n]]"},
    {"[{\"a\": 1, \"b\": 2}, {\"c\": [{\"d\": 1}]}]",
     "[{\n  a: 1,\n  b: 2,\n}, {\n  c: [{\n    d: 1,\n  }],\n}]"},
    {"{\"a\": [{\"b\": [\"x\", \"y\"]}], \"c\": {\"d\": {\"e\": null}}}",
     "{\n  a: [{\n    b: [\n      \"x\",\n      \"y\",\n    ],\n  }],\n  c: {\n    d: {\n      e: "
     "null,\n    },\n  },\n}"},
    {"[[[\"x\"]], [{\"y\": []}]]",
     "[[[\n  \"x\",\n]], [{\n  \"y\": [],\n}]]"},
};

// clang-format on

}  // namespace yaml_cases
