import { type Actor, BootstrapCity, BootstrapCityRequest } from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../require-system.js';
import { CreateFirstCity } from './create-first-city.js';

@Controller()
export class BootstrapRpc {
  constructor(private readonly createCity: CreateFirstCity) {}

  @RpcHandler(BootstrapCity)
  run(@Payload() dto: BootstrapCityRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return this.createCity.run(dto);
  }
}
