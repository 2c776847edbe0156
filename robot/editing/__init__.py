"""Staff change the content: forms, drafts, merging, rights; plain values only."""
