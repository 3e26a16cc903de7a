"$TELLER" entitlement --conference 2019 --members 700 --women 300 --young 40
