import { currentContext } from '@guantong/platform';
import { LoggerModule } from 'nestjs-pino';

/** JSON lines with service and correlation id. No request is logged by itself: an address or an agent is personal data. */
export const loggingModule = (service: string, level: string) =>
  LoggerModule.forRoot({
    pinoHttp: {
      level,
      base: { service },
      autoLogging: false,
      quietReqLogger: true,
      serializers: { req: () => undefined, res: () => undefined },
      mixin: () => {
        const context = currentContext();
        return context ? { correlationId: context.correlationId } : {};
      },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
  });
