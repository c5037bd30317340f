"""Words of tickets wiped by rule when their time is over, with a protocol that stays."""
