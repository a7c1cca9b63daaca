/** fish 3 and later, which quotes what it inserts and puts no blank behind a word that ends with =. */
export const fishScript = `# fish completion of idp. In ~/.config/fish/config.fish: idp completion fish | source
function __idp_complete
    set -l words (commandline -opc)
    while string match -qr '^\\w+=' -- $words[1]
        set -e words[1]
    end
    set -l program idp
    if string match -q '~/*' -- $words[1]
        set program $HOME/(string sub -s 3 -- $words[1])
    else if string match -q '*/*' -- $words[1]
        set program $words[1]
    end
    type -q -- $program; or return
    set -l current (commandline -ct | string unescape)
    set -lx IDP_COMPLETION (string join \\x1f -- $words "$current")
    set -l answer ($program completion fish --answer 2>/dev/null </dev/null)
    set -l head (string match -r '^.*=' -- "$current")
    set -l rest (string replace -r '^.*=' '' -- "$current")
    switch "$answer[1]"
        case files
            printf '%s\\n' "$head"(__fish_complete_path "$rest")
        case folders
            printf '%s\\n' "$head"(__fish_complete_directories "$rest")
        case words
            set -e answer[1]
            printf '%s\\n' $answer
    end
end
complete -c idp -f -a '(__idp_complete)'
`;
