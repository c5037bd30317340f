"""Work that takes longer than a page may: asked for once, done by a worker, taken up again."""
