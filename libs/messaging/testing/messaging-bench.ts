import { type DisposableBroker, disposableBroker, emptyDatabase } from '@guantong/testing';
import { BrokerView } from './broker-view.js';

export interface MessagingBench {
  broker: DisposableBroker;
  databaseUrl: string;
  view: BrokerView;
  close(): Promise<void>;
}

/** A broker and an empty database for one test file. */
export async function messagingBench(): Promise<MessagingBench> {
  const [broker, database] = await Promise.all([disposableBroker(), emptyDatabase()]);
  const view = await BrokerView.open(broker.url);
  return {
    broker,
    databaseUrl: database.url,
    view,
    close: async () => {
      await view.close();
      await Promise.all([broker.stop(), database.drop()]);
    },
  };
}
