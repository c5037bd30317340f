"""django-helpdesk, as an operator would run it, for measuring beside; in its own environment."""
