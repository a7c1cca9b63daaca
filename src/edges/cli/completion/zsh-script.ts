/**
 * zsh 5.8 and later: sourced after compinit, or kept as a file _idp in a folder of $fpath. _describe and compadd quote
 * what they insert.
 */
export const zshScript = `#compdef idp
# zsh completion of idp. In ~/.zshrc, after compinit: source <(idp completion zsh)
_idp() {
  local program=idp line word about
  local -a typed answer names values
  case $words[1] in
    "~/"*) program=$HOME/\${words[1]#"~/"} ;;
    */*) program=$words[1] ;;
  esac
  typed=(idp)
  (( CURRENT > 2 )) && typed+=("\${(@Q)words[2,CURRENT-1]}")
  typed+=("\${(Q)PREFIX}")
  answer=("\${(@f)$(
    IDP_COMPLETION=\${(pj:\\x1f:)typed} "$program" completion zsh --answer 2>/dev/null </dev/null
  )}")
  # What stands before the value is neither shown nor replaced.
  compset -P '*='
  case $answer[1] in
    files) _files ;;
    folders) _files -/ ;;
    words)
      for line in "\${(@)answer[2,-1]}"; do
        word=\${line%%$'\\t'*}
        about=\${line#"$word"}
        about=\${about#$'\\t'}
        if [[ $word == *= ]]; then
          names+=("\${word//:/\\\\:}\${about:+:$about}")
        else
          word=\${word#*=}
          values+=("\${word//:/\\\\:}\${about:+:$about}")
        fi
      done
      # A name waits for its value.
      _describe -t parameters parameter names -S ''
      _describe -t values value values
      ;;
  esac
}
if [[ \${funcstack[1]-} == _idp ]]; then
  _idp "$@"
elif (( $+functions[compdef] )); then
  compdef _idp idp
else
  print -u2 'idp: the completion wants compinit before it: autoload -Uz compinit && compinit'
fi
`;
