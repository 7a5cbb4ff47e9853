"""What staff do across several rows: dashboard, preflight, autosave, import and export, deleted drafts."""
