"""What the text needs: numbers as variables, and tables."""
