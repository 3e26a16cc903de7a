"$TELLER" entitlement --conference 2023 --members 1312 --women 611 --young 74
