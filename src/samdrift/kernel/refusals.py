"""What a person may be told when the product says no."""


class Refusal(Exception):
    """A request that is understood and turned down; its text is Swedish and says what to do."""
