"""Who has an account here, as their organisation's own directory says by SCIM."""
