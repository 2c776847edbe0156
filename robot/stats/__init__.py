"""What is counted: anonymous visits and the figures made of them."""
