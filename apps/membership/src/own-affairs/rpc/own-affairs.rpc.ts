import {
  type Actor,
  ChangeOwnPhone,
  ChangePhoneFor,
  ConsentRequest,
  ConsentTextRequest,
  GetHeldAboutMe,
  GiveConsent,
  type HeldAboutMe,
  OwnRecordRequest,
  PhoneBody,
  PhoneForRequest,
  PreferencesBody,
  PreferencesForRequest,
  PreferencesOf,
  requireScope,
  requireWorker,
  SetOwnPreferences,
  SetPreferencesFor,
  WithdrawConsent,
  WorkerIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { maskPhone } from '../../personal-data/phone-number.js';
import { ReadHeldData } from '../application/read-held-data.js';
import { ChangeContact } from '../application/change-contact.js';
import { ConsentRepository } from '../persistence/consent-repository.js';
import { ContactRepository } from '../persistence/contact-repository.js';

/** Repeating any of them does the same again; and a phone number's hash must not stand in a table of request hashes. */
@Controller()
export class OwnAffairsRpc {
  constructor(
    private readonly database: Database,
    private readonly contact: ChangeContact,
    private readonly contacts: ContactRepository,
    private readonly consents: ConsentRepository,
    private readonly held: ReadHeldData,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(GetHeldAboutMe)
  heldAboutMe(@Payload() _: OwnRecordRequest, @CurrentActor() actor: Actor): Promise<HeldAboutMe> {
    return this.held.run(actor);
  }

  @RpcHandler(ChangeOwnPhone)
  async ownPhone(@Payload() dto: PhoneBody, @CurrentActor() actor: Actor) {
    return { phone: await this.database.transaction((tx) => this.contact.ownPhone(tx, actor, dto.phone)) };
  }

  @RpcHandler(ChangePhoneFor)
  async phoneFor(@Payload() { workerId, phone }: PhoneForRequest, @CurrentActor() actor: Actor) {
    const kept = await this.database.transaction((tx) => this.contact.phoneFor(tx, actor, workerId, phone));
    return { workerId, maskedPhone: kept && maskPhone(kept) };
  }

  @RpcHandler(SetOwnPreferences)
  async ownPreferences(@Payload() dto: PreferencesBody, @CurrentActor() actor: Actor) {
    await this.database.transaction((tx) => this.contact.ownPreferences(tx, actor, dto));
    return this.contacts.preferences(requireWorker(actor).id);
  }

  @RpcHandler(SetPreferencesFor)
  async preferencesFor(@Payload() { workerId, ...dto }: PreferencesForRequest, @CurrentActor() actor: Actor) {
    await this.database.transaction((tx) => this.contact.preferencesFor(tx, actor, workerId, dto));
    return this.contacts.preferencesWithin(requireScope(actor, 'worker.act_for'), workerId);
  }

  @RpcHandler(PreferencesOf)
  preferencesOf(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return this.contacts.preferencesWithin(requireScope(actor, 'worker.names.read'), dto.workerId);
  }

  @RpcHandler(GiveConsent)
  async give(@Payload() { text, version }: ConsentRequest, @CurrentActor() actor: Actor) {
    const { id, unitId } = requireWorker(actor);
    await this.database.transaction(async (tx) => {
      if (!(await this.consents.give(tx, id, text, version))) return;
      await this.audit.record(tx, {
        actor,
        action: 'consent.given',
        unitId,
        subjectIds: [id],
        detail: { text, version },
      });
    });
    return { items: await this.consents.own(id), next: null };
  }

  @RpcHandler(WithdrawConsent)
  async withdraw(@Payload() { text }: ConsentTextRequest, @CurrentActor() actor: Actor) {
    const { id, unitId } = requireWorker(actor);
    await this.database.transaction(async (tx) => {
      if (!(await this.consents.withdraw(tx, id, text))) return;
      await this.audit.record(tx, { actor, action: 'consent.withdrawn', unitId, subjectIds: [id], detail: { text } });
    });
    return { items: await this.consents.own(id), next: null };
  }
}
