"""What is said in several languages: numbers, dates, units, and the words of figures and tables."""
