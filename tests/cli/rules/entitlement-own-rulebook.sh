sed "s/value=\"749\"/value=\"100\"/" "$ROOT/spec/rulebook/2022.xml" >mine.xml
"$TELLER" entitlement --conference 2023 --members 700 --women 30 --young 4 --rulebook mine.xml --reading women-rounding=ceil
