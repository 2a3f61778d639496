"""The languages of the site: its own zh-Hans, zh-Hant made from it, and translations."""
