import { createServer } from "node:http"; import { spawn } from "node:child_process"; import {once} from "node:events";
const mode = process.argv[2]; const extra = process.argv.slice(3);
const server = createServer((req, res) => {
  const json=(s,b)=>{res.writeHead(s,{"content-type":"application/json"});res.end(typeof b==="string"?b:JSON.stringify(b));};
  if (mode==="redirect"){res.writeHead(302,{location:"https://evil.example/"});res.end();}
  else if (mode==="proto") json(200,'{"ok":true,"result":{"__proto__":{"a":1},"constructor":1,"assets":[],"total":0,"campaigns":[],"\\u001b[31mred":1,"toString":2}}');
  else if (mode==="deep") json(200,'{"ok":true,"result":'+'['.repeat(20000)+']'.repeat(20000)+'}');
  else if (mode==="array") json(200,[1,2]);
  else if (mode==="nojson") json(200,'{"ok":tru');
  else if (mode==="okfalse") json(200,{ok:false,error_message:"No person ann@example.com"});
  else if (mode==="slowbody"){res.writeHead(200);res.write('{"ok":');}
  else if (mode==="reset"){req.socket.destroy();}
  else if (mode==="404html"){res.writeHead(404);res.end("<html>");}
  else if (mode==="empty"){res.writeHead(200);res.end();}
  else if (mode==="retry429"){res.writeHead(429,{"retry-after":"3600"});res.end();}
  else if (mode==="huge"){json(200,{ok:true,result:{total:1,assets:Array.from({length:20000},(_, i)=>({id:i,name:"x"+i,extra:{["k"+i]:i}}))}});}
});
server.listen(0,"127.0.0.1"); await once(server,"listening");
const t=Date.now();
const c=spawn(process.execPath,["node_modules/tsx/dist/cli.mjs","scripts/check-live.ts","--base-url",`http://127.0.0.1:${server.address().port}`,"--time-limit","5",...extra],{stdio:["ignore","pipe","pipe"],env:{...process.env,TALKABLE_API_KEY:"k",TALKABLE_SITE_SLUG:"s"}});
let out="",err="";c.stdout.on("data",d=>out+=d);c.stderr.on("data",d=>err+=d);
const [code]=await once(c,"exit"); console.log("==",mode,"exit",code,((Date.now()-t)/1000).toFixed(1)+"s","| stderr:",err.trim()); const lines=out.split("\n").filter(l=>/unknown|missing|type|invalid|other|seen|fit|Evidence/.test(l)&&!/not tried/.test(l)); console.log(lines.slice(0,14).join("\n"));
server.closeAllConnections(); server.close();
