"""Who writes for which site, who sees what is written, and how people are called."""
