"""Other systems told of what happens here: signed, tried again, within what may be seen."""
