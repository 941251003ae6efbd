# bash completion for kpp: asks `kpp __complete` for the candidates of the word under the cursor.
__kpp_unquote() {
  # What the shell will make of a typed word: quotes gone, $VARIABLES in. Nothing is run for it: a word that could
  # hold a command stays as it is.
  if [[ $1 == *['`()<>;&|'[:space:]]* ]] || ! eval "unquoted=$1" 2> /dev/null; then unquoted=$1; fi
}
__start_kpp() {
  local out directive line unquoted word words=() cur program=() args=()
  COMPREPLY=()
  if declare -F _get_comp_words_by_ref > /dev/null; then
    local cword prev
    _get_comp_words_by_ref -n =: cur prev words cword
    words=("${words[@]:0:$((cword + 1))}")
  else
    words=("${COMP_WORDS[@]:0:$((COMP_CWORD + 1))}")
    cur=${COMP_WORDS[COMP_CWORD]}
  fi
  [ ${#words[@]} -gt 1 ] || return 0
  # An alias may name the program, with flags of its own.
  if [[ -n ${BASH_ALIASES[${words[0]}]-} ]]; then
    eval "program=(${BASH_ALIASES[${words[0]}]})"
  else
    program=("${words[0]/#\~/$HOME}")
  fi
  for word in "${words[@]:1}"; do
    __kpp_unquote "$word"
    args+=("$unquoted")
  done
  out=$("${program[0]}" __completeNoDesc "${program[@]:1}" "${args[@]}" 2> /dev/null) || return 0
  directive=${out##*:}
  out=${out%:*}
  (( directive & 1 )) && return 0
  if (( directive & 8 )); then
    local extensions=${out//$'\n'/|}
    if declare -F _filedir > /dev/null; then _filedir "@(${extensions%|})"; fi
    return 0
  fi
  if (( directive & 16 )); then
    if declare -F _filedir > /dev/null; then _filedir -d; fi
    return 0
  fi
  local value=$cur
  [[ $cur == -*=* ]] && value=${cur#*=}
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    [[ $line == "$value"* || $line == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$line")")
  done <<< "$out"
  (( directive & 2 )) && compopt -o nospace 2> /dev/null
  if [ ${#COMPREPLY[@]} -eq 0 ] && ! (( directive & 4 )); then
    if declare -F _filedir > /dev/null; then _filedir; fi
  fi
  if declare -F __ltrim_colon_completions > /dev/null; then __ltrim_colon_completions "$value"; fi
  return 0
}
declare -F __start_kubectl > /dev/null || __start_kubectl() { __start_kpp "$@"; }
complete -o default -F __start_kpp kpp
