"""Who somebody is, as their own organisation vouches for."""
