// The look of the pages, and the scripts they can do without.
#pragma once

#include "compiler/docs/html.hpp"

namespace ordain::docs {

inline constexpr Own style = R"css(<style>
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#23262b;--quiet:#6a707a;--line:#e4e1d9;--accent:#1f5f8b;--soft:#f3f1eb;
--release:#1d7a4c;--release-bg:#e3f3ea;--require:#8a5a00;--require-bg:#fbefd2;--hold:#6a43a8;--hold-bg:#eee6fa;--reject:#b3282d;--reject-bg:#fbe4e3;
--open:#a9d6bb;--some:#f0c96b;--shut:#d9635f;--none:#e9e6de;--mark:#fff3bf;--more:#0003}
@media (prefers-color-scheme:dark){:root{--paper:#16181c;--card:#1d2025;--ink:#e3e4e6;--quiet:#969ca6;--line:#31353c;--accent:#7db8e0;--soft:#24282e;
--release:#7bd3a3;--release-bg:#17362a;--require:#e9bd62;--require-bg:#3a2e12;--hold:#c2a5f2;--hold-bg:#2f2545;--reject:#f39490;--reject-bg:#45201f;
--open:#2f6b4a;--some:#9a7524;--shut:#a8413e;--none:#2a2e34;--mark:#4a4212;--more:#000a}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
code,.grid td,.n{font-variant-numeric:tabular-nums}
code{font:.9em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
code .k{color:var(--quiet)}.said{font-family:system-ui,sans-serif;font-style:italic}.fill{font-style:normal;background:var(--soft);border-radius:.25rem;padding:.05em .25em;margin:0 .05em}
.quiet,.head{color:var(--quiet)}
header.top{position:sticky;top:0;z-index:2;background:var(--card);border-bottom:1px solid var(--line)}
header.top>div{max-width:84rem;margin:auto;padding:.6rem 1.25rem;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center}
header.top .name{font-weight:650;color:var(--ink);margin-right:.4rem}
header.top nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.93rem;flex:1}
header.top nav a[aria-current]{color:var(--ink);font-weight:600;box-shadow:0 2px 0 var(--accent)}
input{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:.5rem;padding:.25rem .7rem;width:13rem;max-width:100%}
.sheet{max-width:84rem;margin:auto;padding:1.5rem 1.25rem 4rem;display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.5rem}
.sheet>main{min-width:0;max-width:100%}
aside.contents{font-size:.9rem;margin-bottom:1rem}
aside.contents ul{list-style:none;margin:.4rem 0 0;padding:0}aside.contents li{padding:.12rem 0}
aside.contents summary{color:var(--quiet);cursor:pointer}
@media (min-width:70rem){.sheet.with{grid-template-columns:15rem minmax(0,1fr)}
aside.contents{position:sticky;top:4.5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto}}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .4rem;letter-spacing:-.01em}
h2{font-size:1.3rem;line-height:1.3;margin:2.6rem 0 .7rem}h3{font-size:1.05rem;margin:0 0 .3rem}
h2 a,h3 a{color:inherit}
.lead{color:var(--quiet);font-size:1.06rem;margin:0 0 1.2rem;max-width:46rem}
p{margin:.3rem 0 .7rem;max-width:46rem}
.kind{font-size:.72rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--quiet);margin-left:.5rem;display:inline-block}
.badge{display:inline-block;font-size:.78rem;font-weight:600;border-radius:.35rem;padding:.05rem .45rem;background:var(--soft);color:var(--quiet);margin-left:.4rem}
.badge.shadow{border:1px dashed var(--quiet)}
.card,.policy{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1.1rem 1.3rem;margin:0 0 1.1rem;min-width:0}
.policy{margin-top:1.4rem}.policy>h2{margin:0 0 .3rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1.1rem;align-items:start}.cards .card{margin:0}
.figures{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1.2rem 0 0;padding:0;list-style:none}
.figures b{display:block;font-size:1.5rem;line-height:1.2;font-weight:600}.figures a{color:inherit}.figures span{color:var(--quiet);font-size:.88rem}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1.1rem;margin:.6rem 0 .9rem;font-size:.94rem}
dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;min-width:0}
.v{font-size:.86em;font-weight:650;border-radius:.4rem;padding:.08rem .5rem;white-space:nowrap}
.release{color:var(--release);background:var(--release-bg)}.require{color:var(--require);background:var(--require-bg)}
.hold{color:var(--hold);background:var(--hold-bg)}.reject{color:var(--reject);background:var(--reject-bg)}
.rule{border-top:1px solid var(--line);padding:.85rem 0 .75rem;display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:.3rem 1.6rem}
.rule>h3,.rule>.waived{grid-column:1/-1}.rule:last-child{padding-bottom:0}
.rule h3 .title{font-weight:400}
.rule .when{border-left:3px solid var(--line);padding-left:.8rem}
.conditions>div:first-child{display:inline}.conditions{display:inline}.conditions>div+div{padding-left:2.2em;text-indent:-2.2em}
.effects{list-style:none;margin:0;padding:0}.effects li{margin:.1rem 0}.detail{padding-left:1rem;font-size:.93em;color:var(--quiet)}
.reason{font-size:.9em;font-weight:600;letter-spacing:.01em}
.waived{background:var(--mark);border-radius:.5rem;padding:.4rem .8rem;font-size:.92rem;margin:.3rem 0}
.ended{text-decoration:line-through}.ended::after{content:" (over)";color:var(--quiet)}
.scroll{overflow-x:auto;margin:.5rem 0 .3rem;border:1px solid var(--line);border-radius:.6rem;background:linear-gradient(90deg,var(--card) 40%,transparent) 0/3rem 100% no-repeat local,
linear-gradient(270deg,var(--card) 40%,transparent) 100%/3rem 100% no-repeat local,linear-gradient(90deg,var(--more),transparent) 0/.8rem 100% no-repeat,
linear-gradient(270deg,var(--more),transparent) 100%/.8rem 100% no-repeat,var(--card)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem;border-top:1px solid var(--line)}
thead th{border-top:0;background:var(--soft);color:var(--quiet);font-weight:600;white-space:nowrap}
tbody th{font-weight:600;white-space:nowrap}
td.r,th.r{text-align:right}td .any,td.none{color:var(--quiet);opacity:.6}
th.then,td.then{border-left:3px double var(--line)}
.decision td{min-width:6.5rem}.decision .effects{min-width:13rem}.decision td.then .effects{min-width:12rem}
.policies td:first-child{width:42%}.policies td:nth-child(4){width:9.5rem}.policies td:nth-child(5){width:12rem}
.allowed{font-size:.88rem;color:var(--quiet);margin:.1rem 0 .5rem}
.decision tbody th{position:sticky;left:0;background:var(--card)}
ul.tree{list-style:none;padding:0;margin:.5rem 0}ul.tree li{padding:.14rem 0 .14rem calc(var(--d)*1.5rem);position:relative}
ul.tree .stem{color:var(--line);margin-right:.4rem}
ul.plain{list-style:none;padding:0;margin:.3rem 0}ul.plain li{padding:.15rem 0}dd ul.plain{margin:0}dd ul.plain li{padding:0}td>.waived{position:sticky;left:.75rem;max-width:min(60rem,80vw)}
.uses{font-size:.88rem;color:var(--quiet)}.uses summary{cursor:pointer}
svg{display:block;width:100%;height:auto}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}svg .small{font-size:11.5px;fill:var(--quiet)}
svg a text{fill:var(--accent)}svg .said{font-size:11.5px;fill:var(--quiet)}
svg .calm{stroke:var(--open);stroke-width:3}svg .late{stroke:var(--some);stroke-width:3}svg .dot{fill:var(--card);stroke:var(--quiet);stroke-width:2}
svg .d-notify{fill:var(--card);stroke:var(--accent);stroke-width:2.5}svg .d-move{fill:var(--accent)}svg .d-hold{fill:var(--hold)}svg .d-reject{fill:var(--reject)}
.f-open{fill:var(--open)}.f-some{fill:var(--some)}.f-shut{fill:var(--shut)}.f-none{fill:var(--none)}
.chain svg{max-width:23rem}.week svg{max-width:26rem}
.years{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem 1.6rem;margin:.8rem 0}
time{white-space:nowrap}.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.85rem;color:var(--quiet)}
.legend i{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;margin-right:.35rem;vertical-align:-.08rem}
.legend .f-open{background:var(--open)}.legend .f-some{background:var(--some)}.legend .f-shut{background:var(--shut)}.legend .f-none{background:var(--none)}
details.test{border-top:1px solid var(--line);padding:.35rem 0}details.test summary{cursor:pointer}details.test ul{margin:.3rem 0 .5rem;padding-left:1.6rem}
#names{list-style:none;padding:0;columns:22rem;column-gap:2.5rem}#names li{padding:.16rem 0;break-inside:avoid}#names .note{color:var(--quiet);font-size:.88rem}
:target{animation:none;box-shadow:0 0 0 3px var(--mark)}tr:target>*,li:target{background:var(--mark)!important;box-shadow:none}
footer{color:var(--quiet);font-size:.85rem;border-top:1px solid var(--line);padding:1rem 1.25rem;text-align:center}
@media screen and (max-width:46rem){.rule{grid-template-columns:minmax(0,1fr)}dl.facts{grid-template-columns:minmax(0,1fr);gap:0}dl.facts dd{margin-bottom:.35rem}
.card,.policy{padding:.9rem 1rem}header.top{position:static}header.top nav{order:3;flex-basis:100%}header.top .search{flex:1}input{width:100%}html{scroll-padding-top:1rem}h1{font-size:1.6rem}.decision tbody th{position:static}h3>.kind{margin-left:0;display:block}
.listing,.listing tbody,.listing tr{display:block}.listing thead{display:none}.listing tr{border-top:1px solid var(--line);padding:.45rem 0}.listing tr:first-child{border-top:0}
.listing th,.listing td{display:block;border:0;width:auto!important;padding:.1rem .75rem;white-space:normal;overflow-wrap:anywhere}.listing td:empty{display:none}
.listing td[data-h]:not(:empty)::before{content:attr(data-h) " ";color:var(--quiet)}}
@media print{:root{color-scheme:light;--more:transparent}body{background:#fff;font-size:10pt}header.top,aside.contents,.search{display:none}.sheet,.sheet.with{display:block;padding:0;max-width:none}
.policy,.card{border:0;border-top:1px solid #999;border-radius:0;padding:.6rem 0}.rule,.card,tr,figure{break-inside:avoid}.scroll{overflow:visible;border:0}
.decision td,.decision .effects,.decision td.then .effects{min-width:0}.decision{font-size:8pt}.decision th,.decision td{padding:.25rem .4rem;overflow-wrap:anywhere}
.decision tbody th{position:static;white-space:normal}thead th,.v{white-space:normal}summary{list-style:none}a{color:inherit}h2,h3{break-after:avoid}.v{border:1px solid currentColor}}
</style>)css";

/// Marks the ends of waivers and policies that have passed, and filters the index as one types; opens on paper what is folded on screen.
inline constexpr Own script = R"js(<script>
(function(){var today=new Date().toISOString().slice(0,10);
document.querySelectorAll('[data-ends]').forEach(function(e){if(today>e.getAttribute('data-ends'))e.classList.add('ended')});
if(innerWidth<1120)document.querySelectorAll('.contents details').forEach(function(e){e.open=false});
var q=document.getElementById('q'),list=document.getElementById('names');
document.addEventListener('keydown',function(e){if(e.key==='/'&&document.activeElement!==q){e.preventDefault();q.focus()}});
if(location.hash){var t=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(t&&t.tagName==='DETAILS')t.open=true}
addEventListener('beforeprint',function(){document.querySelectorAll('details:not([open])').forEach(function(e){e.open=true;e.dataset.paper=''})});
addEventListener('afterprint',function(){document.querySelectorAll('details[data-paper]').forEach(function(e){e.open=false;e.removeAttribute('data-paper')})});
if(!list)return;
var items=[].slice.call(list.children),words=items.map(function(e){return e.textContent.toLowerCase()}),n=document.getElementById('found');
function filter(){var asked=q.value.toLowerCase().split(/\s+/),found=0;
items.forEach(function(e,i){var good=asked.every(function(w){return words[i].indexOf(w)!==-1});e.hidden=!good;if(good)found++});n.textContent=found}
q.value=new URLSearchParams(location.search).get('q')||'';q.addEventListener('input',filter);filter();q.focus()})();
</script>)js";

}  // namespace ordain::docs
