"""Where other systems speak SCIM, and the page about them."""
