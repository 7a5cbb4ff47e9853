"""What readers see: pages made from editions that are live, and from nothing else."""
