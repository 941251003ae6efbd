# fish completion for kpp: asks `kpp __complete` for the candidates of the word under the cursor.
function __kpp_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines ($words[1] __complete $words[2..-1] 2>/dev/null)
    or return
    set -l directive (string replace ':' '' -- $lines[-1])
    set -e lines[-1]
    if test (math "bitand($directive, 1)") -ne 0
        return
    end
    if test (math "bitand($directive, 16)") -ne 0
        __fish_complete_directories (commandline -ct)
        return
    end
    if test (math "bitand($directive, 8)") -ne 0
        or begin; test (count $lines) -eq 0; and test (math "bitand($directive, 4)") -eq 0; end
        __fish_complete_path (commandline -ct)
        return
    end
    # In --flag=VALUE the whole word is replaced.
    set -l flag (string match -r -- '^-[^=]*=' (commandline -ct))
    for line in $lines
        echo -- "$flag$line"
    end
end
complete -c kpp -e
complete -c kpp -f -a '(__kpp_complete)'
