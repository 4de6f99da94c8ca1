import { ProxyAgent, setGlobalDispatcher } from "undici";

setGlobalDispatcher(new ProxyAgent(process.env["HTTPS_PROXY"] ?? "http://proxy.example:3128"));
