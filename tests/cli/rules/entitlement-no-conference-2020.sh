"$TELLER" entitlement --conference 2020 --members 700 --women 300 --young 40
