set -g fish_greeting
set -g fish_autosuggestion_enabled 0
function fish_prompt
    echo 'ready> '
end
function take
    set -l line (commandline | string collect)
    set -l before (commandline -c | string collect)
    printf '<<%s|%s>>\n' "$before" (string sub -s (math (commandline -C) + 1) -- "$line" | string collect)
    commandline ''
end
bind \cxt take
idp completion fish | source
alias k idp
