/**
 * bash 4.4 and later, without the package bash-completion. bash parts words at = and : too (COMP_WORDBREAKS) and
 * replaces only what stands behind the last of them, its second argument; so what stands before is taken off every
 * candidate. Nothing of the line or of the answer is expanded.
 */
export const bashScript = `# bash completion of idp. In ~/.bashrc: source <(idp completion bash)
_idp() {
  local program=idp answer candidate word head
  case $1 in
    "~/"*) program=$HOME/\${1:2} ;;
    */*) program=$1 ;;
  esac
  COMPREPLY=()
  mapfile -t answer < <(
    IDP_COMPLETION=\${COMP_LINE:0:COMP_POINT} "$program" completion bash --answer 2>/dev/null </dev/null
  )
  case \${answer[0]-} in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    words)
      word=\${COMP_LINE:0:COMP_POINT}
      word=\${word##*[[:space:]]}
      head=\${word%"$2"}
      head=\${head//[\\"\\']/}
      for candidate in "\${answer[@]:1}"; do
        candidate=\${candidate%%$'\\t'*}
        COMPREPLY+=("\${candidate#"$head"}")
      done
      # A name waits for its value.
      [[ \${COMPREPLY[0]-} != *= ]] || compopt -o nospace
      ;;
  esac
}
complete -F _idp idp
`;
