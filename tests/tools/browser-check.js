// browser-check.js FILE.html...: loads pages in a browser, wide and narrow, and asks axe-core. Ends with
// 1 when a page is wider than the window, writes to the console, or breaks a rule. See
// browser-check.sh.
'use strict';
const fs = require('fs');
const browser = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function check(tab, file, width) {
    const said = [];
    tab.on('console', (message) => said.push(message.text()));
    await tab.setViewport({ width, height: 900 });
    await tab.goto('file://' + file);
    const wide = await tab.evaluate('document.documentElement.scrollWidth');
    await tab.evaluate(axe);
    const found = await tab.evaluate(
        (values) => axe.run(document, { runOnly: { type: 'tag', values } }), tags);
    found.violations.forEach((v) => console.log('  ', v.id, v.help, v.nodes[0].html.slice(0, 120)));
    said.forEach((text) => console.log('   console:', text));
    console.log(`${file} at ${width}: ${found.violations.length} violations, ` +
        `${found.passes.length} rules kept, ${wide} wide`);
    return found.violations.length + said.length + (wide > width ? 1 : 0);
}

(async () => {
    const running = await browser.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
    });
    let bad = 0;
    for (const file of process.argv.slice(2)) {
        for (const width of [1280, 390]) {
            const tab = await running.newPage();
            await tab.setBypassCSP(true); // axe itself is a script, which the page forbids
            bad += await check(tab, file, width);
            await tab.close();
        }
    }
    await running.close();
    process.exit(bad === 0 ? 0 : 1);
})();
