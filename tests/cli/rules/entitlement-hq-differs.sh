"$TELLER" entitlement --conference 2024 --members 749 --women 9 --young 9 --hq 760 --hq-places 1
