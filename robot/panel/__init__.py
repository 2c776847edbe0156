"""Pages in the browser: the kiosk for visitors, statistics for administrators."""
