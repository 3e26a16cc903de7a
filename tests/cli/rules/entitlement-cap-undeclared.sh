"$TELLER" entitlement --conference 2023 --members 3500 --women 100 --young 30
