// The container health check: exit code 0 when the service on $PORT is ready.
const ready = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`, {
  signal: AbortSignal.timeout(2500),
}).then(
  (response) => response.ok,
  () => false,
);
process.exit(ready ? 0 : 1);
