// A page's side of NCALayer's protocol, as small as it can be: one request, one reply.
const port = new URLSearchParams(location.search).get('agent') ?? '13579';
const element = (id) => document.getElementById(id);

let socket;
let answer;

function showConnection(state, text) {
  element('connection').className = `badge ${state}`;
  element('connection').textContent = text;
  for (const button of document.querySelectorAll('button')) button.disabled = state !== 'up';
}

function connect() {
  socket = new WebSocket(`wss://127.0.0.1:${port}/`);
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.result?.version) showConnection('up', `Agent found, protocol ${message.result.version}`);
    else answer?.(message);
  };
  socket.onclose = () => {
    showConnection('down', 'No agent. Is qoltanba-agent running, and its certificate trusted?');
    setTimeout(connect, 2000);
  };
}

function call(method, args) {
  element('outcome').textContent = 'Look for the agent\'s window…';
  element('result').textContent = '';
  socket.send(JSON.stringify({ module: 'kz.gov.pki.knca.commonUtils', method, args }));
  return new Promise((resolve) => { answer = resolve; });
}

async function show(method, args, done, render) {
  const reply = await call(method, args);
  const agreed = reply.code === '200';
  element('outcome').textContent = agreed ? done : reply.message === 'action.canceled' ? 'You refused.' : `The agent refused: ${reply.message}`;
  element('result').textContent = agreed ? render(reply.responseObject) : '';
}

const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
const application = () => {
  const node = document.implementation.createDocument(null, 'application');
  node.documentElement.textContent = element('text').value;
  return new XMLSerializer().serializeToString(node);
};

element('sign-cms').onclick = () => show('createCAdESFromBase64', ['PKCS12', 'SIGNATURE', base64(element('text').value), true], 'Signed. The page received this CMS (base64 of DER):', (cms) => cms);
element('sign-xml').onclick = () => show('signXml', ['PKCS12', 'SIGNATURE', application(), '', ''], 'Signed. The page received this XML:', (xml) => xml);
element('key-info').onclick = () => show('getKeyInfo', ['PKCS12'], 'You showed this certificate:', (info) => `${info.subjectCn}\n${info.subjectDn}\nvalid until ${new Date(Number(info.certNotAfter)).toLocaleDateString()}`);
connect();
