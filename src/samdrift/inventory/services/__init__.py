"""Taking in what machines tell, and deciding which of them are one."""
