"""The pages of the cost model, and of what might be."""
