"""What other systems may ask and do here, with a token that somebody gave them."""
