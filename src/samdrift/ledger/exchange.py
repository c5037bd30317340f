"""What the ledger takes from a package: the books first, then how statements are laid out."""

from samdrift.ledger.layout_file import LAYOUT_FILE
from samdrift.ledger.sie_file import SIE_FILE

OFFERS = (SIE_FILE, LAYOUT_FILE)
