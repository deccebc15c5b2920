"""What a reader needs to name an edition of the paper: who made it, when, and how it is cited."""
