# Completion of qoltanba(1) for fish.
complete -c qoltanba -f
complete -c qoltanba -l help -d 'Print this and end'
complete -c qoltanba -n __fish_use_subcommand -l version -d 'Print the version and end'
complete -c qoltanba -n __fish_use_subcommand -a sign -d 'Sign a file'
complete -c qoltanba -n __fish_use_subcommand -a verify -d 'Judge a signature'
complete -c qoltanba -n __fish_use_subcommand -a keys -d 'Key files'
complete -c qoltanba -n __fish_use_subcommand -a trust -d 'The localhost certificate in the browsers'
complete -c qoltanba -n __fish_use_subcommand -a policy -d 'What the administrator decided'

complete -c qoltanba -n '__fish_seen_subcommand_from sign verify' -F
complete -c qoltanba -n '__fish_seen_subcommand_from sign' -l key -rF -d 'The key file'
complete -c qoltanba -n '__fish_seen_subcommand_from sign' -l format -xa 'cms xml raw' -d 'What to make'
complete -c qoltanba -n '__fish_seen_subcommand_from sign' -l detached -d 'Leave the content out'
complete -c qoltanba -n '__fish_seen_subcommand_from sign' -l allow-expired -d 'Sign with an expired certificate'
complete -c qoltanba -n '__fish_seen_subcommand_from verify' -l content -rF -d 'The signed file'
complete -c qoltanba -n '__fish_seen_subcommand_from verify' -l part -d 'A part is enough'
complete -c qoltanba -n '__fish_seen_subcommand_from verify' -l at -x -d 'Judge as of this moment'
complete -c qoltanba -n '__fish_seen_subcommand_from sign verify' -s o -l output -rF -d 'Where it goes'
complete -c qoltanba -n '__fish_seen_subcommand_from sign verify' -l anchors -xa '(__fish_complete_directories)' -d 'Trust these too'

complete -c qoltanba -n '__fish_seen_subcommand_from keys' -a list -d 'List the key files found'
complete -c qoltanba -n '__fish_seen_subcommand_from keys' -l key-folder -xa '(__fish_complete_directories)' -d 'Look here alone'
complete -c qoltanba -n '__fish_seen_subcommand_from trust' -a 'install status remove'
complete -c qoltanba -n '__fish_seen_subcommand_from policy' -a check -d 'Say what is wrong'
complete -c qoltanba -n '__fish_seen_subcommand_from policy' -a show -d 'Show each key and where it comes from'
complete -c qoltanba -n '__fish_seen_subcommand_from check' -F
complete -c qoltanba -n '__fish_seen_subcommand_from verify keys policy' -l json -d 'Write JSON'
complete -c qoltanba -n '__fish_seen_subcommand_from keys trust policy' -l config-dir -xa '(__fish_complete_directories)' -d 'An isolated run'
