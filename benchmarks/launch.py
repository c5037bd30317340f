"""Runs a command and writes its seconds and peak memory: small itself, so that it hides nothing.

A child's peak counts the memory it had before it became another program, which is its parent's.
"""

import os
import sys
import time

report, *command = sys.argv[1:]
began = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
with open(report, "w", encoding="ascii") as file:  # noqa: PTH123  No library is loaded here.
    file.write(f"{time.perf_counter() - began} {usage.ru_maxrss / 1024}")
sys.exit(os.waitstatus_to_exitcode(status))
