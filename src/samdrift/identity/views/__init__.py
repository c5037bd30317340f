"""The pages of signing in by a provider's word, and of providers."""
