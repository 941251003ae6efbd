#!/usr/bin/env python3
"""kpp beside kubectl (where there is one) and curl: CPU, wall and peak memory, as ratios.

    test/bench/bench.py [--kpp build/release/kpp] [--server build/dev/kpp-apiserver] [--kubectl kubectl]
                        [--pods 10000,50000] [--runs 3]

The server holds generated pods as ready-made pages and answers at the speed of memory. Each figure is the smallest of
the runs; budgets (how many times less than kubectl) are beside the ratios, and the exit code is 1 when one is missed.
"""
import argparse, os, re, resource, shutil, subprocess, sys, tempfile, time
from pathlib import Path

BUDGETS = {  # case: (CPU, memory) against kubectl
    'table': (25, 20), 'wide': (25, 20), 'show-labels': (25, 20), 'name': (20, 30), 'json': (20, 30), 'yaml': (20, 30),
    'jsonpath': (20, 15), 'sort-by': (20, 10),
}
CASES = {
    'table': ['get', 'pods', '-n', 'bench'], 'wide': ['get', 'pods', '-n', 'bench', '-o', 'wide'],
    'show-labels': ['get', 'pods', '-n', 'bench', '--show-labels'], 'name': ['get', 'pods', '-n', 'bench', '-o', 'name'],
    'json': ['get', 'pods', '-n', 'bench', '-o', 'json'], 'yaml': ['get', 'pods', '-n', 'bench', '-o', 'yaml'],
    'jsonpath': ['get', 'pods', '-n', 'bench', '-o', 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}'],
    'sort-by': ['get', 'pods', '-n', 'bench', '--sort-by=.metadata.name'],
}
START = {'version --client': ['version', '--client'], '--help': ['--help'], 'get ns': ['get', 'ns']}


def measure(command, runs, env):
    """Smallest CPU seconds, wall seconds and peak MiB of the runs, and the size of the output."""
    best = None
    for _ in range(runs):
        with tempfile.TemporaryFile() as out:
            begin = time.monotonic()
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env)
            error = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - begin
            if child.returncode != 0:
                sys.exit(f'bench: {" ".join(map(str, command))} ended with {child.returncode}: {error.decode(errors="replace")[:300]}')
            size = out.seek(0, 2)
        figures = (usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, size)
        best = figures if best is None else tuple(map(min, best, figures))
    return best


def row(name, ours, theirs, budget):
    text = f'{name:18} {ours[0]*1000:9.1f} {ours[1]*1000:9.1f} {ours[2]:8.1f}'
    if theirs is None:
        return text, True
    cpu, wall, memory = (theirs[i] / max(ours[i], 1e-6) for i in range(3))
    ok = budget is None or (cpu >= budget[0] and memory >= budget[1])
    wanted = '' if budget is None else f'  budget {budget[0]:3}x {budget[1]:3}x  {"met" if ok else "MISSED"}'
    return text + f' | {theirs[0]*1000:9.1f} {theirs[1]*1000:9.1f} {theirs[2]:8.1f} | {cpu:6.1f}x {wall:6.1f}x {memory:6.1f}x{wanted}', ok


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    top = Path(__file__).resolve().parents[2]
    parser.add_argument('--kpp', default=top / 'build/release/kpp')
    parser.add_argument('--server', default=top / 'build/dev/kpp-apiserver')
    parser.add_argument('--kubectl', default=shutil.which('kubectl'))
    parser.add_argument('--pods', default='10000,50000')
    parser.add_argument('--runs', type=int, default=3)
    args = parser.parse_args()
    missed = []
    for count in map(int, args.pods.split(',')):
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / 'kubeconfig'
            server = subprocess.Popen([args.server, '--bench-pods', str(count), '--kubeconfig', config], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            try:
                for _ in range(600):
                    if config.exists() and config.stat().st_size: break
                    if server.poll() is not None: sys.exit('bench: the server ended: ' + server.stdout.read().decode())
                    time.sleep(0.1)
                url = re.search(r'server: (\S+)', config.read_text()).group(1)
                env = dict(os.environ, KUBECONFIG=str(config), HOME=folder, KUBECACHEDIR=folder + '/cache')
                print(f'\n{count} pods             {"kpp":>9} {"":9} {"":8} | {"kubectl":>9}')
                print(f'{"":18} {"CPU ms":>9} {"wall ms":>9} {"MiB":>8} | {"CPU ms":>9} {"wall ms":>9} {"MiB":>8} | {"CPU":>7} {"wall":>7} {"memory":>7}')
                for name, words in CASES.items():
                    ours = measure([args.kpp, *words], args.runs, env)
                    theirs = measure([args.kubectl, *words], max(1, args.runs - 2), env) if args.kubectl else None
                    if theirs and abs(ours[3] - theirs[3]) > max(64, theirs[3] // 1000):
                        print(f'  {name}: kpp wrote {ours[3]} bytes, kubectl {theirs[3]}')
                    text, ok = row(name, ours, theirs, BUDGETS.get(name))
                    print(text, flush=True)
                    if not ok: missed.append(f'{name} at {count}')
                    if name == 'table' and count >= 50000 and ours[2] >= 64: missed.append(f'table of {count} takes {ours[2]:.0f} MiB, not under 64')
                curl = measure(['curl', '-s', f'{url}/api/v1/namespaces/bench/pods?limit=500'], args.runs, env)
                print(f'{"curl, one page":18} {curl[0]*1000:9.1f} {curl[1]*1000:9.1f} {curl[2]:8.1f}')
                for name, words in START.items():
                    ours = measure([args.kpp, *words], 20, env)
                    theirs = measure([args.kubectl, *words], 5, env) if args.kubectl else None
                    print(row(name, ours, theirs, None)[0], flush=True)
                    if name == 'version --client' and ours[1] > 0.005: missed.append(f'version --client takes {ours[1]*1000:.1f} ms, not under 5')
                    if name == 'get ns':
                        curl = measure(['curl', '-s', f'{url}/api/v1/namespaces?limit=500'], 20, env)
                        print(f'{"curl, get ns":18} {curl[0]*1000:9.1f} {curl[1]*1000:9.1f} {curl[2]:8.1f} | kpp takes {ours[1]/curl[1]:.2f} of its wall time (budget 1.30)')
                        if ours[1] > 1.3 * curl[1]: missed.append('get ns against curl')
            finally:
                server.kill(); server.wait()
    print('\nall budgets met' if not missed else '\nmissed: ' + '; '.join(missed))
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
