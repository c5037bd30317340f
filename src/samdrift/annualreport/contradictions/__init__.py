"""A printed report held against itself: which of its figures cannot all be true, by what rule."""
