"$TELLER" entitlement --conference 2023 --members 700 --women 300 --young 40 --reading cap-scop=ordinary-only
