/** A zone of a record: its name in the specification, its length, and N for digits (zeros in front) or X for letters (spaces behind). */
export type Zone = readonly [name: string, length: number, kind: 'N' | 'X']

/** What records hold, by the code of their article. */
export type Layout = { d0: readonly Zone[]; r1: readonly Zone[]; r2: readonly Zone[]; t0: readonly Zone[] }

/** Each record is so long. */
export const RECORD_LENGTH = 430

const zones = (text: string): Zone[] =>
  text
    .trim()
    .split(/\s+/)
    .map(each => {
      const [, name = '', length = '', kind] = /^(\w+):(\d+)([NX])$/.exec(each) ?? []
      return [name, Number(length), kind as 'N' | 'X']
    })

/**
 * The records of TD-RCM for the income of 2020, the latest edition that could be read: payer (D0), beneficiary (R1),
 * amounts (R2), counts (T0). Source: the zones of td_rcm_r20_v1.0 (DGFiP) as two public programs write them
 * (WE DO GOOD's site for 2020; node-td-rcm for 2016 to 2018, with the same D0, R1 and lengths).
 */
export const LAYOUT_2020: Layout = {
  d0: zones(`
    D001:4N D002:14X D003:1N D004:30N D005:2X D006:50X D007:4N D009:32X D010:4N D011:1X D012:1X D013:26X D014:5N
    D015:1X D016:26X D017:5X D018:1X D019:26X D020:8N D021:14X D022:175X`),
  r1: zones(`
    R101:4N R102:14X R103:1N R104:9X R105:5X R106:14X R107:2X R108:2X R109:1X R110:1X R111:1X R112:14N R113:50X
    R114:30X R115:20X R116:30X R117:20X R118:1X R119:4N R120:2N R121:2N R122:2X R123:3X R124:26X R125:1X R126:30X
    R127:32X R128:4N R129:1X R130:1X R131:26X R132:5N R133:1X R134:26X R135:5X R136:1X R137:26X R138:1X R139:4N
    R140:4N R141:4X`),
  r2: zones(`
    R201:4N R202:14X R203:1N R204:9X R205:5X R206:14X R207:2X R208:2X R209:10N R210:10N R211:10N R213:10X R214:10N
    R218:10N R219:10N R220:10N R221:10X R222:10N R223:10N R224:10N R226:10N R227:10N R228:10N R230:10N R231:10N
    R232:10N R233:10N R234:10N R237:10N R238:10N R239:10N R240:10N R245:10N R246:10N R247:10N R248:10N R252:10N
    R253:10N R254:10N R249:10N R250:10N R251:10N R261:10N R262:10N R264:10N R271:9X`),
  t0: zones(`
    T001:4N T002:14X T003:1N T004:30N T005:2X T006:8N T007:8N T008:8N T009:8N T010:50X T011:10X T012:60X T013:9X
    T014:218X`),
}

/** Which years of income a layout was published for. What comes later is written as the latest, and the report says so. */
export const LAYOUT_YEARS: ReadonlySet<number> = new Set([2020])
