"""The study of two city police reforms in Jiaxing and Sanming."""
