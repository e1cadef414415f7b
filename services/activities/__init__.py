"""What is done with activities: plan, log a call, finish."""
