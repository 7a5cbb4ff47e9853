"""How the admin writes dates where Django's own way is not the mission's; public pages follow CLDR instead."""
