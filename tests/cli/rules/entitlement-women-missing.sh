"$TELLER" entitlement --conference 2023 --members 700 --young 40
