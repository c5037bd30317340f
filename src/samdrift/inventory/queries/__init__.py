"""What machines have told, and which of them are one."""
