# EML shows what the result shows [EXP-4], [EXP-8]; records say when they were made [EXP-9].
folder=$FIXTURES/elections/officers-2026
"$TELLER" export "$folder" -f eml-510 -o count.xml
"$TELLER" export "$folder" -f eml-520 --contest chair
xmllint --noout count.xml && grep -c '<Contest>' count.xml
grep "sha256:$(sha256sum "$folder/result.xml" | cut -d' ' -f1)" count.xml
"$TELLER" export "$folder" -f cvr --contest chair --generated 2026-05-14T20:30:00Z -o one.json
"$TELLER" export "$folder" -f cvr --contest chair --generated 2026-05-14T20:30:00Z --quiet \
    >two.json 2>warned && cmp one.json two.json && cat warned
python3 - one.json <<'END'
import json
import sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
papers = report["CVR"]
print(report["GeneratedDate"], len(papers), [p["UniqueId"] for p in papers[:3]])
print(sorted({s["Type"] for p in papers for s in p["CVRSnapshot"]}))
print(json.dumps(papers[-1]["CVRSnapshot"][0], indent=1))
END
"$TELLER" export "$folder" -f cvr --contest chair | grep -c '"GeneratedDate": "20..-..-..T..:..:..Z"'
