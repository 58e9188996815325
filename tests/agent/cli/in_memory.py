#!/usr/bin/env python3
"""in_memory.py MOST COMMAND…: its output and status, and on standard error the most memory that it had at once.

More than MOST KiB end with status 125; 0 is no bound."""
import resource
import subprocess
import sys

most = int(sys.argv[1])
status = subprocess.run(sys.argv[2:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"peak memory {peak} KiB", file=sys.stderr)
sys.exit(125 if 0 < most < peak else status)
