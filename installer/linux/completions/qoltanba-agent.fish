# Completion of qoltanba-agent(1) for fish.
complete -c qoltanba-agent -f
complete -c qoltanba-agent -l port -x -d 'Port on the loopback addresses'
complete -c qoltanba-agent -l config-dir -xa '(__fish_complete_directories)' -d 'Isolates this run'
complete -c qoltanba-agent -l key-folder -xa '(__fish_complete_directories)' -d 'Look for key files here alone'
complete -c qoltanba-agent -l anchors -xa '(__fish_complete_directories)' -d 'Trust the certificates in this folder too'
complete -c qoltanba-agent -l ui -xa 'qt terminal' -d 'How to ask'
complete -c qoltanba-agent -l log-level -xa 'off error warn info debug' -d 'What to log'
complete -c qoltanba-agent -l max-frame -x -d 'Largest request in MiB'
complete -c qoltanba-agent -l allow-local-clients -d 'Accept programs that name no origin'
complete -c qoltanba-agent -l no-trust -d 'Leave the browsers alone'
complete -c qoltanba-agent -l help -d 'Print this and end'
complete -c qoltanba-agent -l version -d 'Print the version and end'
