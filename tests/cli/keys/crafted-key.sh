# A public key with a part of small order: the base point plus the point of order two.
printf 'RWQBAgMEBQYHCJWZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZ\n' >crafted.pub
echo 'counted' >f
"$TELLER" signatures -p crafted.pub f
