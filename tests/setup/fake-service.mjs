// Stands in for a service: answers the health checks, shows what it was told, and ends as it is asked to.
import { createServer } from 'node:http';

const readyAfter = Date.now() + Number(process.env.READY_AFTER_MS ?? 0);
if (process.env.DIE_AT_START) {
  process.stderr.write('the fake service does not want to live\n');
  process.exit(3);
}
const server = createServer((request, response) => {
  if (request.url === '/env') response.end(JSON.stringify(process.env));
  else response.writeHead(Date.now() >= readyAfter ? 200 : 503).end();
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => {
  if (!process.env.IGNORE_SIGTERM) process.exit(0);
});
