import type { Tests } from '../rule.ts';
import { publicService } from './s35-public-service.ts';
import { fromEnergySuppliers, toEnergySuppliers } from './s36-37-energy.ts';
import { fromWaterUndertakers, toWaterUndertakers } from './s38-39-water.ts';
import { registration } from './s46-registration.ts';
import { debt } from './s48-debt.ts';
import { fraud } from './s56-fraud.ts';
import { research, researchProcessing } from './s64-research.ts';
import { aggregate, employerTracing } from './s74-77-revenue.ts';
import { fromRevenue, voluntaryToBoard } from './s78-79-to-board.ts';
import { noticeToAuthorities, noticeToUndertakings } from './s80-notices.ts';
import { requestToCrown } from './s80-request.ts';
import { toDevolved } from './s81-to-devolved.ts';

/** Which tests each power has. */
export const testsOf: ReadonlyMap<string, Tests> = new Map([
  ['dea2017-s35', publicService],
  ['dea2017-s36', toEnergySuppliers],
  ['dea2017-s37', fromEnergySuppliers],
  ['dea2017-s38', toWaterUndertakers],
  ['dea2017-s39', fromWaterUndertakers],
  ['dea2017-s46', registration],
  ['dea2017-s48', debt],
  ['dea2017-s56', fraud],
  ['dea2017-s64-1', research],
  ['dea2017-s64-5', researchProcessing],
  ['dea2017-s74', aggregate],
  ['dea2017-s75', aggregate],
  ['dea2017-s76', aggregate],
  ['dea2017-s77', employerTracing],
  ['dea2017-s78', fromRevenue],
  ['dea2017-s79', voluntaryToBoard],
  ['dea2017-s80-45b', requestToCrown],
  ['dea2017-s80-45c', noticeToAuthorities],
  ['dea2017-s80-45d', noticeToUndertakings],
  ['dea2017-s81', toDevolved],
]);
