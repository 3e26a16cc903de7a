"$TELLER" entitlement --conference 2023 --members 1000 --women 10 --young 3
