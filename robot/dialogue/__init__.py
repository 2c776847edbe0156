"""What is said: content, templates, understanding and the flow of a talk."""
