"""A command as a process: how it ends, what a disk did not do, log lines that no host obeys."""
