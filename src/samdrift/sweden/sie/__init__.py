"""SIE 4, the file in which Swedish bookkeeping programs hand their ledgers to each other."""
