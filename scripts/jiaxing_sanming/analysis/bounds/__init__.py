"""What the published figures of the two cities leave open."""
