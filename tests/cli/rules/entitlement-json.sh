"$TELLER" entitlement --conference 2023 --members 750 --women 100 --young 30 --json
