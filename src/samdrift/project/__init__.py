"""Settings, addresses and the command line: knows everyone, contains nothing."""
