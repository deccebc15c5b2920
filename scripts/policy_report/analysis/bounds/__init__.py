"""What the published figures say of quantities that were not published: bounds by linear programming."""
